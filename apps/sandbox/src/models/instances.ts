import type { ModelDefinition, PropertyDefinition, Row, SeedContext, SeedRow } from "../data/definition.js";
import type { Random } from "../random.js";
import { knownFiles } from "../seeding/alerts.js";
import { knownApplications, type Application } from "../seeding/applications.js";
import { documentationAddress, people, programs, times } from "../seeding/names.js";

/** What the rows of an instance model are made from: a seed's context, and what is installed and running on the machines. */
interface Sources extends SeedContext {
  readonly files: readonly Row[];
  readonly applications: readonly Application[];
}

/** One kind of thing that a scan finds on a machine. */
interface InstanceKind {
  /** As it stands in the models' names: `Process` in ScanProcessInstances and BoxProcessInstances. */
  readonly kind: string;
  readonly properties: Readonly<Record<string, PropertyDefinition>>;
  readonly details: (sources: Sources) => Record<string, unknown>;
}

const text: PropertyDefinition = { type: "string" };
const number: PropertyDefinition = { type: "number" };
const boolean: PropertyDefinition = { type: "boolean" };
const date: PropertyDefinition = { type: "date" };

const file = { name: text, path: text, fileRepId: text, signed: boolean, avPositives: number, avTotal: number, threatName: text, flagName: text } as const;

function fileDetails({ random, files }: Sources): Record<string, unknown> {
  const { name, path, fileRepId, signed, avPositives, avTotal, threatName, threatScore, flagName } = random.pick(files);
  return { name, path, fileRepId, signed, avPositives, avTotal, threatName, threatScore, flagName };
}

function autostartDetails(sources: Sources): Record<string, unknown> {
  const details = fileDetails(sources);
  const autostartType = sources.random.pick(["Registry", "Service", "Scheduled task", "Cron"]);
  const regPath = autostartType === "Registry" ? "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run" : null;
  return { ...details, autostartType, regPath, value: details["path"] };
}

const kinds: readonly InstanceKind[] = [
  {
    kind: "Process",
    properties: { ...file, pid: number, commandLine: text, owner: text },
    details: (sources) => ({ ...fileDetails(sources), pid: processId(sources), commandLine: "-k netsvcs", owner: sources.random.pick(people) }),
  },
  { kind: "Module", properties: { ...file, pid: number }, details: (sources) => ({ ...fileDetails(sources), pid: processId(sources) }) },
  { kind: "Driver", properties: file, details: fileDetails },
  {
    kind: "MemScan",
    properties: { name: text, pid: number, protection: text, size: number },
    details: (sources) => ({ name: sources.random.pick(programs).name, pid: processId(sources), protection: "RWX", size: 4096 * sources.random.integer(1, 64) }),
  },
  {
    kind: "Artifact",
    properties: { ...file, artifactType: text, modifiedOn: date },
    details: (sources) => ({
      ...fileDetails(sources),
      artifactType: sources.random.pick(["Prefetch", "Shimcache", "Amcache"]),
      modifiedOn: sources.daysAgo(sources.random.integer(90, 400)),
    }),
  },
  { kind: "Autostart", properties: { ...file, autostartType: text, regPath: text, value: text }, details: autostartDetails },
  {
    kind: "Connection",
    properties: { processName: text, localPort: number, remoteAddress: text, remotePort: number, state: text },
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
    properties: { applicationId: text, name: text, version: text, publisher: text },
    details: ({ random, applications }) => ({ ...random.pick(applications) }),
  },
  {
    kind: "Script",
    properties: { name: text, content: text, fileRepId: text },
    details: ({ random }) => ({ name: "logon.ps1", content: "Get-Process", fileRepId: random.hexadecimal(40) }),
  },
];

const account: InstanceKind = {
  kind: "Account",
  properties: { name: text, domain: text, privileged: boolean, lastLogonOn: date },
  details: ({ random }) => ({ name: random.pick(people), domain: "NORTHWIND", privileged: random.chance(15) }),
};

const common: Readonly<Record<string, PropertyDefinition>> = {
  hostname: text,
  ip: text,
  hostId: text,
  agentId: text,
  scanId: text,
  threatScore: number,
  scannedOn: date,
};

/** What scans found, one model a kind. */
export const scanInstances: readonly ModelDefinition[] = [
  ...kinds.map((each) => scanInstance(`Scan${each.kind}Instance`, `Scan${each.kind}Instances`, each)),
  scanInstance("ScanAccountInstanceByHost", "ScanAccountInstancesByHost", account),
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

function seedInstances(context: SeedContext, count: number, details: InstanceKind["details"], more: (random: Random) => object): SeedRow[] {
  const { seed, random, rows } = context;
  const sources = { ...context, files: knownFiles(context), applications: knownApplications(seed) };
  const hosts = rows("ScanHost").filter(({ failed }) => failed === false);
  return times(count, () => {
    const { hostname, ip, hostId, agentId, scanId, scannedOn } = random.pick(hosts);
    return { hostname, ip, hostId, agentId, scanId, threatScore: random.integer(0, 100), scannedOn, ...more(random), ...details(sources) };
  });
}

function processId({ random }: Sources): number {
  return random.integer(300, 30_000);
}
