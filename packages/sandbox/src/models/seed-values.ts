import type { Row } from "../data/definition.js";
import type { Random } from "../random.js";

/** Names of users of seeded hosts. */
export const people = [
  "amir",
  "beatriz",
  "chen",
  "dagmar",
  "elif",
  "farid",
  "greta",
  "hiro",
  "ines",
  "jonas",
  "kofi",
  "lena",
  "maya",
  "nils",
  "oya",
  "pavel",
] as const;

/** Programs in seeded findings, with their usual directory. */
export const programs = [
  { name: "powershell.exe", folder: "C:\\Windows\\System32\\WindowsPowerShell\\v1.0" },
  { name: "rundll32.exe", folder: "C:\\Windows\\System32" },
  { name: "certutil.exe", folder: "C:\\Windows\\System32" },
  { name: "mshta.exe", folder: "C:\\Windows\\System32" },
  { name: "svch0st.exe", folder: "C:\\Users\\Public" },
  { name: "updater.exe", folder: "C:\\ProgramData\\Updater" },
  { name: "psexesvc.exe", folder: "C:\\Windows" },
  { name: "procdump64.exe", folder: "C:\\Temp" },
  { name: "anydesk.exe", folder: "C:\\Program Files (x86)\\AnyDesk" },
  { name: "curl", folder: "/usr/bin" },
  { name: "kworkerds", folder: "/tmp" },
  { name: "xmrig", folder: "/var/tmp" },
] as const;

/** MITRE ATT&CK techniques in seeded alerts. */
export const techniques = [
  { mitreId: "T1059.001", mitreTactic: "execution", name: "PowerShell with an encoded command" },
  { mitreId: "T1003.001", mitreTactic: "credential-access", name: "Memory of LSASS was read" },
  { mitreId: "T1547.001", mitreTactic: "persistence", name: "New entry in a Run key" },
  { mitreId: "T1021.002", mitreTactic: "lateral-movement", name: "Remote service over an admin share" },
  { mitreId: "T1105", mitreTactic: "command-and-control", name: "Tool fetched with certutil" },
  { mitreId: "T1486", mitreTactic: "impact", name: "Many files rewritten in a short time" },
  { mitreId: "T1055", mitreTactic: "defense-evasion", name: "Code injected into another process" },
  { mitreId: "T1496", mitreTactic: "impact", name: "Known cryptocurrency miner" },
] as const;

/** Returns an address in a private network. */
export function privateAddress(random: Random): string {
  return `10.${random.integer(0, 63)}.${random.integer(0, 255)}.${random.integer(1, 254)}`;
}

/** Returns an address in a network for documentation (RFC 5737). */
export function documentationAddress(random: Random): string {
  return `${random.pick(["192.0.2", "198.51.100", "203.0.113"])}.${random.integer(1, 254)}`;
}

/** Returns the columns of ScanHosts that depend on the operating system. */
export function machineWith(os: string): { domain: string | null; osVersion: string; architecture: string } {
  return {
    domain: os.startsWith("Windows") ? "NORTHWIND" : null,
    osVersion: os,
    architecture: os.startsWith("macOS") ? "arm64" : "x64",
  };
}

/** Groups rows by one of their columns. */
export function groupRows(rows: readonly Row[], column: string): ReadonlyMap<unknown, readonly Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group === undefined) groups.set(row[column], [row]);
    else group.push(row);
  }
  return groups;
}

/** Creates a number of items. Each is created from its index. */
export function times<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
