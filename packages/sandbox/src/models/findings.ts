import type { ModelDefinition, Row, SeedContext, SeedRow } from "../data/definition.js";
import { knownFiles } from "./files.js";
import { documentationAddress, people, programs, times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";
import { listApplications, type Application } from "./vulnerabilities.js";

type Seed = NonNullable<ModelDefinition["seed"]>;

/** What the rows of an instance model are made from: a seed's context, and what is installed and running on the machines. */
export interface Sources extends SeedContext {
  readonly files: readonly Row[];
  readonly applications: readonly Application[];
}

/** One kind of thing that a scan finds on a machine. */
export interface InstanceKind {
  /** As it stands in the models' names: `Process` in ScanProcessInstances and BoxProcessInstances. */
  readonly kind: string;
  /** The switch in a scan's options that has it looked for. */
  readonly option: string;
  /** The type of alerts about it; undefined where there are none. */
  readonly alertType?: string;
  readonly details: (sources: Sources) => Record<string, unknown>;
}

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
    details: (sources) => ({ ...fileDetails(sources), pid: processId(sources) }),
  },
  { kind: "Driver", option: "driver", details: fileDetails },
  {
    kind: "MemScan",
    option: "memory",
    alertType: "memscan",
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
    details: autostartDetails,
  },
  {
    kind: "Connection",
    option: "network",
    alertType: "connection",
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
    details: ({ random, applications }) => ({ ...random.pick(applications) }),
  },
  {
    kind: "Script",
    option: "events",
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

/** What scans found, by scan and by box, which is a view over 7, 30 and 90 days. */
export const findingModels: ModelBehaviors = Object.fromEntries(
  instanceKinds.flatMap((kind) => [
    [`scan${kind.kind}Instances${kind.kind === "Account" ? "ByHost" : ""}`, { seed: seedByScan(kind) }],
    [`box${kind.kind}Instances`, { seed: seedByBox(kind) }],
  ]),
);

function seedByScan(kind: InstanceKind): Seed {
  return (context) => seedFindings(context, 25, kind);
}

function seedByBox(kind: InstanceKind): Seed {
  return (context) =>
    seedFindings(context, 12, kind).map((row) => ({
      ...row,
      boxId: context.random.pick(context.rows("Box")).id,
    }));
}

function seedFindings(context: SeedContext, count: number, kind: InstanceKind): SeedRow[] {
  const sources = sourcesOf(context);
  const hosts = context.rows("ScanHost").filter(({ failed }) => failed === false);
  return times(count, () => findingOn(context.random.pick(hosts), kind, sources));
}
