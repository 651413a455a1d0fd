import type { ComputeColumns, Row, SeedContext, SeedRow, ViewContext } from "../data/definition.js";
import { toObject } from "../values.js";
import { listFiles, type SeedFile } from "./files.js";
import { isBad } from "./findings.js";
import { createVersionId } from "./scans.js";
import { groupRows, people, techniques, times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

// Most findings are minor.
const severities = [
  "low",
  "low",
  "low",
  "low",
  "medium",
  "medium",
  "medium",
  "high",
  "high",
  "critical",
] as const;

type Severity = (typeof severities)[number];

/** The threat scores of the files in alerts of each severity. */
const scores: Readonly<Record<Severity, readonly [number, number]>> = {
  low: [0, 4],
  medium: [3, 6],
  high: [5, 10],
  critical: [7, 10],
};

const types = ["process", "autostart", "artifact", "memscan", "account", "connection"] as const;

/** Age in days at which an alert is archived (vendor docs). */
const CURRENT_DAYS = 30;

/** Current and archived alerts. */
export const alertModels = {
  alerts: { seed: (context) => seedAlerts(context, 3000, 0, CURRENT_DAYS) },
  alertsArchive: { seed: (context) => seedAlerts(context, 300, CURRENT_DAYS, 180) },
  alertDetails: { view: { base: "Alert", prepare: prepareDetails } },
} satisfies ModelBehaviors;

/** The parts of an alert. */
export interface AlertSubject {
  readonly file: SeedFile;
  readonly severity: Severity;
  readonly type: string;
  /** The host's record in ScanHosts. */
  readonly host: Row;
  /** The host's agent, if it has one. */
  readonly agent: Row | undefined;
  /** The scan's target group, if it has one. */
  readonly group: Row | undefined;
  /** ISO 8601. */
  readonly createdOn: string;
}

/**
 * Seeds alerts of scanned hosts, spread evenly over the days between `newest` and `oldest` before the start.
 */
function seedAlerts(context: SeedContext, count: number, newest: number, oldest: number): SeedRow[] {
  const { random, rows, daysAgo } = context;
  const agents = new Map(rows("Agent").map((agent): [unknown, Row] => [agent.id, agent]));
  const groups = new Map(rows("Target").map((group): [unknown, Row] => [group.id, group]));
  const hosts = groupRows(
    rows("ScanHost").filter(({ failed }) => failed === false),
    "scanId",
  );
  const scans = rows("Scan").filter(({ id }) => hosts.has(id));
  return times(count, (index) => {
    const createdOn = daysAgo(
      newest + ((oldest - newest) * (count - index - random.integer(0, 99) / 100)) / count,
    );
    const ended = scans.filter(({ completedOn }) => String(completedOn) <= createdOn).slice(-3);
    const candidates = ended.flatMap(({ id }) => hosts.get(id) ?? []);
    const bad = candidates.filter(({ compromised }) => compromised === true);
    const drawn = random.pick(severities);
    const severity = drawn === "critical" && bad.length === 0 ? "high" : drawn;
    const host = random.pick(severity === "critical" ? bad : candidates);
    const agent = agents.get(host["agentId"]);
    const file = pickFile(context, severity);
    const group = groups.get(agent?.["locationId"]);
    return createAlert({ file, severity, type: random.pick(types), host, agent, group, createdOn }, context);
  });
}

/** Picks a severity. Severe ones are rare. */
export function pickSeverity({ random }: SeedContext): Severity {
  return random.pick(severities);
}

/** Picks a file whose verdict matches a severity. */
export function pickFile({ seed, random }: SeedContext, severity: Severity): SeedFile {
  const [from, to] = scores[severity];
  return random.pick(listFiles(seed).filter(({ threatScore }) => threatScore >= from && threatScore <= to));
}

/** Creates an alert with the columns of HUNT's lists. */
export function createAlert(subject: AlertSubject, context: SeedContext): SeedRow & { id: string } {
  const { file, severity, type, host, agent, group, createdOn } = subject;
  const { random, rows } = context;
  const { name: finding, mitreId, mitreTactic } = random.pick(techniques);
  const source = pickSource(subject, context);
  return {
    id: random.uuid(),
    name: file.name,
    description: `${finding} (${random.pick(people)})`,
    search: `${file.name} ${String(host["hostname"])}`,
    severity,
    type,
    ...source.columns,
    suppressionRuleVersionId: null,
    mitreId,
    mitreTactic,
    createdOn,
    createdDate: `${createdOn.slice(0, 10)}T00:00:00.000Z`,
    eventTime: new Date(Date.parse(createdOn) - random.integer(1, 600) * 1000).toISOString(),
    agentId: agent?.id ?? null,
    deviceId: agent?.["deviceId"] ?? null,
    hostname: host["hostname"],
    ip: host["ip"],
    hostId: host["hostId"],
    hostScanId: host.id,
    scanId: host["scanId"],
    batchId: random.uuid(),
    itemId: random.uuid(),
    fileRepId: file.sha1,
    signed: file.signed,
    managed: file.managed,
    avRatio: Math.round((100 * file.avPositives) / file.avTotal) / 100,
    extensionSuccess: source.columns["sourceType"] === "extension" ? true : null,
    organizationId: group?.["organizationId"] ?? null,
    organizationName:
      rows("Organization").find(({ id }) => id === group?.["organizationId"])?.["name"] ?? null,
    targetGroupId: group?.id ?? null,
    targetGroupName: group?.["name"] ?? null,
    tenant: "sandbox",
    vsaId: null,
    pulsewayId: null,
    rmmSiteId: toObject(group?.["data"])["rmmUid"] ?? null,
    rmmAccountId: null,
    archived: random.chance(10),
    signal: false,
    responseData: isBad(file) ? [{ name: "quarantine-file" }] : [],
    data: { ...describeFinding(subject, context), ...source.data },
  };
}

/** Picks the source of an alert: its columns, and its additions to `data`. */
function pickSource(
  { file, createdOn }: AlertSubject,
  { seed, random, rows }: SeedContext,
): { columns: Record<string, unknown>; data: Record<string, unknown> } {
  const kinds = ["rule", "rule", "rule", "reputation", "reputation", "compliance", "extension", "av"];
  const sourceType = random.pick(kinds);
  const none = { sourceId: null, sourceVersionId: null, sourceName: null };
  switch (sourceType) {
    case "rule":
    case "extension": {
      const { id, name } = random.pick(rows(sourceType === "rule" ? "Rule" : "Extension"));
      const columns = {
        sourceType,
        sourceId: id,
        sourceVersionId: createVersionId(seed, id),
        sourceName: name,
      };
      return { columns, data: sourceType === "rule" ? { ruleName: name } : {} };
    }
    case "av": {
      const detectionName = `EXP/CVE-2099-${random.integer(1000, 9999)}`;
      return {
        columns: { ...none, sourceType, sourceName: detectionName },
        data: {
          detected: true,
          compromised: false,
          quarantined: true,
          remediated: true,
          success: true,
          isolated: false,
          threatStatus: "Quarantined",
          detectionId: random.uuid(),
          detectionName,
          engineVersion: "8.3.70.24",
          vdfVersion: "8.20.32.108",
          rebootNeeded: false,
          eventTime: createdOn,
          sha256: file.sha256,
        },
      };
    }
    default:
      return { columns: { ...none, sourceType }, data: {} };
  }
}

function describeFinding(subject: AlertSubject, { random }: SeedContext): Record<string, unknown> {
  const { file, type, host, severity, createdOn } = subject;
  const argument = random.pick(["/s", "-enc SQBFAFgA", "--silent", "-urlcache -f", "--pool stratum"]);
  return {
    threatName: file.threatName,
    threatScore: file.threatScore,
    flagName: file.flagName,
    type,
    name: file.name,
    path: file.path,
    hostname: host["hostname"],
    createdOn,
    md5: file.md5,
    sha1: file.sha1,
    sha256: file.sha256,
    size: String(file.size),
    pid: random.integer(300, 30_000),
    commandLine: `${file.path} ${argument}`,
    parentProcessName: file.path.startsWith("/") ? "bash" : "explorer.exe",
    owner: random.pick(people),
    compromised: severity === "critical",
    malicious: isBad(file),
    suspicious: file.threatName === "Suspicious",
  };
}

/** Computes the columns of AlertDetails: those of the file, its flag, the scan, and the target group. */
function prepareDetails(store: ViewContext): ComputeColumns {
  return (alert) => {
    const find = (model: string, id: unknown): Row | undefined =>
      typeof id === "string" ? store.table(model).get(id) : undefined;
    const data = toObject(alert["data"]);
    const file = find("FileRep", alert["fileRepId"]);
    const flag = find("Flag", file?.["flagId"]);
    return {
      flagId: flag?.id ?? null,
      flagName: flag?.["name"] ?? null,
      flagColor: flag?.["color"] ?? null,
      flagWeight: flag?.["weight"] ?? null,
      threatName: data["threatName"] ?? null,
      threatScore: data["threatScore"] ?? null,
      avPositives: file?.["avPositives"] ?? null,
      avTotal: file?.["avTotal"] ?? null,
      avThreatName: data["detectionName"] ?? null,
      synapse: file?.["synapse"] ?? null,
      malicious: data["malicious"] === true,
      notMalicious: data["malicious"] === false && data["suspicious"] === false,
      suspicious: data["suspicious"] === true,
      staticAnalysis: file !== undefined,
      whitelist: data["threatName"] === "Whitelist",
      md5: file?.["md5"] ?? null,
      sha1: file?.id ?? null,
      sha256: file?.["sha256"] ?? null,
      severityLevel: ["low", "medium", "high", "critical"].indexOf(String(alert["severity"])) + 1,
      scanName: find("Scan", alert["scanId"])?.["name"] ?? null,
      locationId: alert["targetGroupId"] ?? null,
      locationName: alert["targetGroupName"] ?? null,
    };
  };
}
