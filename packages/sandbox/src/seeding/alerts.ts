import type {
  PropertyDefinition,
  RelationDefinition,
  Row,
  SeedContext,
  SeedRow,
} from "../data/definition.js";
import { people, programs, techniques, times } from "./names.js";

/** What an alert has, whether it is in the list of the last weeks or in the archive. */
export const alertProperties: Readonly<Record<string, PropertyDefinition>> = {
  name: { type: "string", required: true },
  description: { type: "string" },
  severity: { type: "string" },
  type: { type: "string" },
  sourceType: { type: "string" },
  hostname: { type: "string" },
  agentId: { type: "string" },
  scanId: { type: "string" },
  targetId: { type: "string" },
  organizationId: { type: "string" },
  mitreId: { type: "string" },
  mitreTactic: { type: "string" },
  threatName: { type: "string" },
  threatScore: { type: "number" },
  compromised: { type: "boolean" },
  malicious: { type: "boolean" },
  suspicious: { type: "boolean" },
  commandLine: { type: "string" },
  path: { type: "string" },
  fileRepId: { type: "string" },
  sha256: { type: "string" },
  signed: { type: "boolean" },
  avPositives: { type: "number" },
  avTotal: { type: "number" },
  flagName: { type: "string" },
  archived: { type: "boolean", default: false },
  createdOn: { type: "date", defaultFn: "now" },
};

/** What an alert belongs to. */
export const alertRelations: Readonly<Record<string, RelationDefinition>> = {
  agent: { type: "belongsTo", model: "Agent", foreignKey: "agentId" },
  scan: { type: "belongsTo", model: "Scan", foreignKey: "scanId" },
  target: { type: "belongsTo", model: "Target", foreignKey: "targetId" },
  organization: { type: "belongsTo", model: "Organization", foreignKey: "organizationId" },
};

// Most findings are minor, as they are in life.
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
const scores = { low: [5, 30], medium: [31, 60], high: [61, 85], critical: [86, 100] } as const;

// How many antivirus engines are asked about a file.
const ENGINES = 70;

/** Alerts on seeded agents, spread evenly over the days between `newest` and `oldest` before the start. */
export function seedAlerts(context: SeedContext, count: number, newest: number, oldest: number): SeedRow[] {
  const { random, rows, daysAgo } = context;
  const [agents, scans] = [rows("Agent"), rows("Scan")];
  return times(count, (index) => {
    const agent = random.pick(agents);
    const severity = random.pick(severities);
    const program = random.pick(programs);
    const { name, mitreId, mitreTactic } = random.pick(techniques);
    const separator = program.folder.startsWith("/") ? "/" : "\\";
    const path = `${program.folder}${separator}${program.name}`;
    const threatScore = random.integer(scores[severity][0], scores[severity][1]);
    return {
      name: program.name,
      description: `${name} (${random.pick(people)})`,
      severity,
      type: random.pick(["process", "autostart", "artifact", "memscan", "account", "connection"]),
      sourceType: random.pick([
        "rule",
        "rule",
        "rule",
        "reputation",
        "reputation",
        "compliance",
        "extension",
      ]),
      hostname: agent["hostname"],
      agentId: agent.id,
      scanId: random.chance(60) ? random.pick(scans).id : null,
      targetId: agent["targetId"],
      organizationId: agent["organizationId"],
      mitreId,
      mitreTactic,
      threatName:
        threatScore > 60
          ? random.pick(["Malicious", "Trojan.Generic", "HackTool.Dumper", "CoinMiner"])
          : random.pick(["Suspicious", "Unknown"]),
      threatScore,
      compromised: severity === "critical",
      malicious: threatScore > 60,
      suspicious: threatScore > 30 && threatScore <= 60,
      commandLine: `${path} ${random.pick(["/s", "-enc SQBFAFgA", "--silent", "-urlcache -f", "--pool stratum"])}`,
      path,
      fileRepId: random.hexadecimal(40),
      sha256: random.hexadecimal(64),
      signed: threatScore <= 30,
      avPositives: Math.round((threatScore / 100) * ENGINES),
      avTotal: ENGINES,
      flagName: flagOf(threatScore),
      archived: random.chance(10),
      createdOn: daysAgo(
        newest + ((oldest - newest) * (count - index - random.integer(0, 99) / 100)) / count,
      ),
    };
  });
}

/**
 * The files that other findings are about, as the newest alerts tell them: `name`, `path`, `fileRepId`, `sha256`, `signed`,
 * `avPositives`, `avTotal`, `threatName`, `threatScore`, `flagName`, `createdOn`. `FileReps` has a row for each.
 */
export function knownFiles({ rows }: SeedContext): readonly Row[] {
  return rows("Alert").slice(-40);
}

function flagOf(threatScore: number): string | null {
  if (threatScore > 90) return "Verified Bad";
  return threatScore < 10 ? "Verified Good" : null;
}
