import type { ModelDefinition, PropertyDefinition, Row, SeedContext, SeedRow } from "../data/definition.js";
import type { Random } from "../random.js";
import { applications, documentationAddress, people, programs, times } from "../seeding/names.js";

/** One kind of thing that a scan finds on a machine. */
interface InstanceKind {
  /** As it stands in the models' names: `Process` in ScanProcessInstances and BoxProcessInstances. */
  readonly kind: string;
  readonly properties: Readonly<Record<string, PropertyDefinition>>;
  readonly details: (random: Random) => Record<string, unknown>;
}

const text: PropertyDefinition = { type: "string" };
const number: PropertyDefinition = { type: "number" };

const file = { name: text, path: text, sha1: text, signed: { type: "boolean" } } as const;

function fileDetails(random: Random): Record<string, unknown> {
  const { name, folder } = random.pick(programs);
  return { name, path: `${folder}${folder.startsWith("/") ? "/" : "\\"}${name}`, sha1: random.hexadecimal(40), signed: random.chance(70) };
}

const kinds: readonly InstanceKind[] = [
  {
    kind: "Process",
    properties: { ...file, pid: number, commandLine: text, owner: text },
    details: (random) => ({ ...fileDetails(random), pid: random.integer(300, 30_000), commandLine: "-k netsvcs", owner: random.pick(people) }),
  },
  { kind: "Module", properties: { ...file, pid: number }, details: (random) => ({ ...fileDetails(random), pid: random.integer(300, 30_000) }) },
  { kind: "Driver", properties: file, details: fileDetails },
  {
    kind: "MemScan",
    properties: { name: text, pid: number, protection: text, size: number },
    details: (random) => ({ name: random.pick(programs).name, pid: random.integer(300, 30_000), protection: "RWX", size: 4096 * random.integer(1, 64) }),
  },
  { kind: "Artifact", properties: { ...file, artifactType: text }, details: (random) => ({ ...fileDetails(random), artifactType: random.pick(["Prefetch", "Shimcache", "Amcache"]) }) },
  { kind: "Autostart", properties: { ...file, autostartType: text }, details: (random) => ({ ...fileDetails(random), autostartType: random.pick(["Registry", "Service", "Scheduled task", "Cron"]) }) },
  {
    kind: "Connection",
    properties: { processName: text, localPort: number, remoteAddress: text, remotePort: number, state: text },
    details: (random) => ({
      processName: random.pick(programs).name,
      localPort: random.integer(49_152, 65_535),
      remoteAddress: documentationAddress(random),
      remotePort: random.pick([80, 443, 445, 3389, 8443]),
      state: random.pick(["ESTABLISHED", "LISTEN", "CLOSE_WAIT"]),
    }),
  },
  { kind: "Application", properties: { name: text, version: text, publisher: text }, details: (random) => ({ ...random.pick(applications) }) },
  { kind: "Script", properties: { name: text, content: text, sha1: text }, details: (random) => ({ name: "logon.ps1", content: "Get-Process", sha1: random.hexadecimal(40) }) },
];

const account: InstanceKind = {
  kind: "Account",
  properties: { name: text, domain: text, privileged: { type: "boolean" }, lastLogonOn: { type: "date" } },
  details: (random) => ({ name: random.pick(people), domain: "NORTHWIND", privileged: random.chance(15) }),
};

const extensionDetail: InstanceKind = {
  kind: "Extension",
  properties: { name: text, extensionId: text, success: { type: "boolean" }, output: text },
  details: (random) => ({ name: random.pick(["E-Discovery", "PowerShell Logs"]), success: random.chance(95), output: "Done." }),
};

const common: Readonly<Record<string, PropertyDefinition>> = {
  hostname: text,
  agentId: text,
  scanId: text,
  threatScore: number,
  scannedOn: { type: "date" },
};

/** What scans found, one model a kind. */
export const scanInstances: readonly ModelDefinition[] = [
  ...kinds.map((each) => scanInstance(`Scan${each.kind}Instance`, `Scan${each.kind}Instances`, each)),
  scanInstance("ScanAccountInstanceByHost", "ScanAccountInstancesByHost", account),
  scanInstance("ScanExtensionDetail", "ScanExtensionDetails", extensionDetail),
];

/** The same by box: views over 7, 30 and 90 days. */
export const boxInstances: readonly ModelDefinition[] = [...kinds, account].map(({ kind, properties, details }) => ({
  name: `Box${kind}Instance`,
  plural: `Box${kind}Instances`,
  properties: { ...common, boxId: text, ...properties },
  relations: { box: { type: "belongsTo", model: "Box", foreignKey: "boxId" } },
  seed: (context) => seedInstances(context, 12, details, (random) => ({ boxId: random.pick(context.rows("Box")).id })),
}));

function scanInstance(name: string, plural: string, { properties, details }: InstanceKind): ModelDefinition {
  return {
    name,
    plural,
    properties: { ...common, ...properties },
    relations: {
      scan: { type: "belongsTo", model: "Scan", foreignKey: "scanId" },
      agent: { type: "belongsTo", model: "Agent", foreignKey: "agentId" },
    },
    seed: (context) => seedInstances(context, 25, details, () => ({})),
  };
}

function seedInstances({ random, rows }: SeedContext, count: number, details: InstanceKind["details"], more: (random: Random) => object): SeedRow[] {
  return times(count, () => {
    const host: Row = random.pick(rows("ScanHost"));
    const { hostname, agentId, scanId, scannedOn } = host;
    return { hostname, agentId, scanId, threatScore: random.integer(0, 100), scannedOn, ...more(random), ...details(random) };
  });
}
