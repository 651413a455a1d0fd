import type { PropertyDefinition, Row, SeedContext, SeedRow } from "../data/definition.js";
import { knownFiles } from "./alerts.js";
import { listApplications, type Application } from "./vulnerabilities.js";
import { documentationAddress, people, programs } from "./names.js";

/** What the rows of an instance model are made from: a seed's context, and what is installed and running on the machines. */
export interface Sources extends SeedContext {
  readonly files: readonly Row[];
  readonly applications: readonly Application[];
}

/** One kind of thing that a scan finds on a machine. */
export interface InstanceKind {
  /** As it stands in the models' names: `Process` in ScanProcessInstances and BoxProcessInstances. */
  readonly kind: string;
  readonly properties: Readonly<Record<string, PropertyDefinition>>;
  /** The switch in a scan's options that has it looked for. */
  readonly option: string;
  /** The type of alerts about it; undefined where there are none. */
  readonly alertType?: string;
  readonly details: (sources: Sources) => Record<string, unknown>;
}

export const text: PropertyDefinition = { type: "string" };
export const number: PropertyDefinition = { type: "number" };
const boolean: PropertyDefinition = { type: "boolean" };
export const date: PropertyDefinition = { type: "date" };

const file = {
  name: text,
  path: text,
  fileRepId: text,
  signed: boolean,
  avPositives: number,
  avTotal: number,
  threatName: text,
  flagName: text,
} as const;

function fileDetails({ random, files }: Sources): Record<string, unknown> {
  const { name, path, fileRepId, signed, avPositives, avTotal, threatName, threatScore, flagName } =
    random.pick(files);
  return { name, path, fileRepId, signed, avPositives, avTotal, threatName, threatScore, flagName };
}

function autostartDetails(sources: Sources): Record<string, unknown> {
  const details = fileDetails(sources);
  const autostartType = sources.random.pick(["Registry", "Service", "Scheduled task", "Cron"]);
  const regPath =
    autostartType === "Registry" ? "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run" : null;
  return { ...details, autostartType, regPath, value: details["path"] };
}

/** Everything that scans look for but `installed` and `hook`, for which there are no models. */
export const instanceKinds: readonly InstanceKind[] = [
  {
    kind: "Process",
    option: "process",
    alertType: "process",
    properties: { ...file, pid: number, commandLine: text, owner: text },
    details: (sources) => ({
      ...fileDetails(sources),
      pid: processId(sources),
      commandLine: "-k netsvcs",
      owner: sources.random.pick(people),
    }),
  },
  {
    kind: "Module",
    option: "module",
    properties: { ...file, pid: number },
    details: (sources) => ({ ...fileDetails(sources), pid: processId(sources) }),
  },
  { kind: "Driver", option: "driver", properties: file, details: fileDetails },
  {
    kind: "MemScan",
    option: "memory",
    alertType: "memscan",
    properties: { name: text, pid: number, protection: text, size: number },
    details: (sources) => ({
      name: sources.random.pick(programs).name,
      pid: processId(sources),
      protection: "RWX",
      size: 4096 * sources.random.integer(1, 64),
    }),
  },
  {
    kind: "Artifact",
    option: "artifact",
    alertType: "artifact",
    properties: { ...file, artifactType: text, modifiedOn: date },
    details: (sources) => ({
      ...fileDetails(sources),
      artifactType: sources.random.pick(["Prefetch", "Shimcache", "Amcache"]),
      modifiedOn: sources.daysAgo(sources.random.integer(90, 400)),
    }),
  },
  {
    kind: "Autostart",
    option: "autostart",
    alertType: "autostart",
    properties: { ...file, autostartType: text, regPath: text, value: text },
    details: autostartDetails,
  },
  {
    kind: "Connection",
    option: "network",
    alertType: "connection",
    properties: {
      processName: text,
      localPort: number,
      remoteAddress: text,
      remotePort: number,
      state: text,
    },
    details: ({ random }) => ({
      processName: random.pick(programs).name,
      localPort: random.integer(49_152, 65_535),
      remoteAddress: documentationAddress(random),
      remotePort: random.pick([80, 443, 445, 3389, 8443]),
      state: random.pick(["ESTABLISHED", "LISTEN", "CLOSE_WAIT"]),
    }),
  },
  {
    kind: "Application",
    option: "application",
    properties: { applicationId: text, name: text, version: text, publisher: text },
    details: ({ random, applications }) => ({ ...random.pick(applications) }),
  },
  {
    kind: "Script",
    option: "events",
    properties: { name: text, content: text, fileRepId: text },
    details: ({ random }) => ({
      name: "logon.ps1",
      content: "Get-Process",
      fileRepId: random.hexadecimal(40),
    }),
  },
  {
    kind: "Account",
    option: "account",
    alertType: "account",
    properties: { name: text, domain: text, privileged: boolean, lastLogonOn: date },
    details: ({ random }) => ({
      name: random.pick(people),
      domain: "NORTHWIND",
      privileged: random.chance(15),
    }),
  },
];

/** The name of the model that holds what scans found of a kind. Only the one for accounts breaks the rule (vendor). */
export function scanModelOf({ kind }: InstanceKind): string {
  return kind === "Account" ? "ScanAccountInstanceByHost" : `Scan${kind}Instance`;
}

/** What rows of instance models are made from. */
export function sourcesOf(context: SeedContext): Sources {
  return { ...context, files: knownFiles(context), applications: listApplications(context.seed) };
}

/** One finding on a machine. `host` is the machine's row in ScanHosts. */
export function findingOn(
  { hostname, ip, hostId, agentId, scanId, scannedOn }: Row,
  { details }: InstanceKind,
  sources: Sources,
): SeedRow {
  return {
    hostname,
    ip,
    hostId,
    agentId,
    scanId,
    threatScore: sources.random.integer(0, 100),
    scannedOn,
    ...details(sources),
  };
}

function processId({ random }: Sources): number {
  return random.integer(300, 30_000);
}
