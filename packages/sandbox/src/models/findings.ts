import type { ModelDefinition, Row, SeedContext, SeedRow } from "../data/definition.js";
import { describeFile, listFiles, type SeedFile } from "./files.js";
import { documentationAddress, privateAddress } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";
import { listApplications, type Application } from "./vulnerabilities.js";

type Seed = NonNullable<ModelDefinition["seed"]>;

/** What findings are created from: the context of a seed, and the files and applications of the hosts. */
export interface Sources extends SeedContext {
  readonly files: readonly SeedFile[];
  readonly applications: readonly Application[];
}

/** A kind of finding of a scan. */
export interface InstanceKind {
  /** The kind in the names of models: `Process` in ScanProcessInstances and BoxProcessInstances. */
  readonly kind: string;
  /** The scan option that enables it. */
  readonly option: string;
  /** The type of alerts about it, if any. */
  readonly alertType?: string;
  /** Returns the fields of this kind. `file` matches the host: it is bad on a compromised host. */
  readonly details: (sources: Sources, file: SeedFile) => Record<string, unknown>;
}

/** All kinds of findings except `installed` and `hook`, which the sandbox does not support. */
export const instanceKinds: readonly InstanceKind[] = [
  {
    kind: "Process",
    option: "process",
    alertType: "process",
    details: (sources, file) => ({
      ...describeFile(file, sources),
      pid: processId(sources),
      commandLine: `${file.path} -k netsvcs`,
    }),
  },
  {
    kind: "Module",
    option: "module",
    details: (sources, file) => ({
      ...describeFile(file, sources),
      pid: processId(sources),
      processPath: "C:\\Windows\\System32\\svchost.exe",
      moduleId: sources.random.hexadecimal(40),
      ...judge(file),
    }),
  },
  { kind: "Driver", option: "driver", details: (sources, file) => describeFile(file, sources) },
  {
    kind: "MemScan",
    option: "memory",
    alertType: "memscan",
    details: ({ random }, { path, sha1, threatName, threatScore, flagName }) => ({
      processPath: path,
      address: `0x${random.hexadecimal(4)}0000`,
      size: 4096 * random.integer(1, 64),
      protection: path.startsWith("/") ? "rwxp" : "R/W/E",
      fileRepId: sha1,
      threatName,
      threatScore,
      flagName,
    }),
  },
  {
    kind: "Artifact",
    option: "artifact",
    alertType: "artifact",
    details: (sources, file) => ({
      ...describeFile(file, sources),
      artifactType: sources.random.pick(["Prefetch", "Shimcache", "Amcache"]),
      modifiedOn: sources.daysAgo(sources.random.integer(90, 400)),
    }),
  },
  {
    kind: "Autostart",
    option: "autostart",
    alertType: "autostart",
    details: (sources, file) => {
      const autostartType = sources.random.pick(["Registry", "Service", "Scheduled task", "Cron"]);
      const regPath =
        autostartType === "Registry" ? "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run" : null;
      return { ...describeFile(file, sources), autostartType, regPath, value: file.path };
    },
  },
  {
    kind: "Connection",
    option: "network",
    alertType: "connection",
    details: (sources, { path }) => ({
      pid: processId(sources),
      processPath: path,
      localAddr: privateAddress(sources.random),
      localPort: sources.random.integer(49_152, 65_535),
      remoteAddr: documentationAddress(sources.random),
      remotePort: sources.random.pick([80, 443, 445, 3389, 8443]),
      proto: "TCPv4",
      state: sources.random.pick(["ESTABLISHED", "SYN-SENT"]),
    }),
  },
  {
    kind: "Application",
    option: "application",
    details: ({ random, applications }) => {
      const { applicationId, name } = random.pick(applications);
      return { applicationId, name };
    },
  },
  { kind: "Script", option: "events", details: (sources, file) => describeFile(file, sources) },
  {
    kind: "Account",
    option: "account",
    alertType: "account",
    details: () => ({}),
  },
];

/**
 * Returns the name of the model with the findings of a kind. Only the one for accounts is an exception
 * (vendor).
 */
export function getScanModel({ kind }: InstanceKind): string {
  return kind === "Account" ? "ScanAccountInstanceByHost" : `Scan${kind}Instance`;
}

/** Returns what findings are created from. */
export function createSources(context: SeedContext): Sources {
  return { ...context, files: listFiles(context.seed), applications: listApplications(context.seed) };
}

/** Creates a finding on a host. `host` is the record in ScanHosts. */
export function findingOn(
  { id, hostname, ip, hostId, scanId, completedOn, compromised }: Row,
  { details }: InstanceKind,
  sources: Sources,
): SeedRow {
  const file = sources.random.pick(sources.files.filter((each) => isBad(each) === (compromised === true)));
  const own = details(sources, file);
  return { scanId, hostScanId: id, hostId, hostname, ip, scannedOn: completedOn, ...own };
}

/** Returns whether the verdict of a file makes its host compromised. */
export function isBad({ threatScore }: SeedFile): boolean {
  return threatScore >= 7;
}

/** Returns the verdicts of a file, one field for each. */
function judge(file: SeedFile): Record<string, unknown> {
  const { threatName } = file;
  const isSuspicious = threatName === "Suspicious";
  return {
    blacklist: threatName === "Blacklist",
    whitelist: threatName === "Whitelist",
    localBlacklist: false,
    localWhitelist: false,
    malicious: isBad(file),
    notMalicious: !isBad(file) && !isSuspicious && threatName !== "Unknown",
    suspicious: isSuspicious,
    unknown: threatName === "Unknown",
    staticAnalysis: true,
    dynamicAnalysis: false,
    failed: false,
    hostCount: 1,
  };
}

function processId({ random }: Sources): number {
  return random.integer(300, 30_000);
}

/** The findings of scans, by scan and by box. A box is a view of 7, 30, or 90 days. */
export const findingModels: ModelBehaviors = {
  ...Object.fromEntries(
    instanceKinds.flatMap((kind) => {
      const suffix = kind.kind === "Account" ? "ByHost" : "";
      const boxKind = kind.kind === "MemScan" ? "Memscan" : kind.kind;
      return [
        [`scan${kind.kind}Instances${suffix}`, { seed: seedByScan(kind) }],
        [`box${boxKind}Instances${suffix}`, { seed: seedByBox(kind) }],
      ];
    }),
  ),
  boxHookInstances: {
    seed: (context) => seedByBox({ kind: "Hook", option: "hook", details: () => ({}) })(context),
  },
};

function seedByScan(kind: InstanceKind): Seed {
  return (context) => {
    const sources = createSources(context);
    return listHosts(context).map((host) => findingOn(host, kind, sources));
  };
}

/** Seeds each box with the findings of some hosts that were scanned in its period and its target group. */
function seedByBox(kind: InstanceKind): Seed {
  return (context) => {
    const sources = createSources(context);
    const scans = new Map(context.rows("Scan").map((scan): [unknown, Row] => [scan.id, scan]));
    return context.rows("Box").flatMap(({ id, name, targetId }) => {
      const start = context.daysAgo(Number(/\d+/.exec(String(name))?.[0]));
      const isInBox = ({ scanId, completedOn }: Row): boolean =>
        String(completedOn) >= start && (targetId === null || scans.get(scanId)?.["targetId"] === targetId);
      const hosts = listHosts(context).filter(isInBox).slice(0, 4);
      return hosts.map((host) => ({ ...findingOn(host, kind, sources), boxId: id }));
    });
  };
}

function listHosts({ rows }: SeedContext): Row[] {
  return rows("ScanHost").filter(({ failed }) => failed === false);
}
