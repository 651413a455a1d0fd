import type { SeedContext, SeedRow } from "../data/definition.js";
import { people, programs, techniques, times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

/** Alerts, and the rules and extensions that raise them. */
export const alertModels = {
  alerts: {
    seed: (context) => seedAlerts(context, 3000, 0, 90),
  },
  alertsArchive: {
    seed: (context) => seedAlerts(context, 50, 90, 180),
  },
  rules: {
    postUpdates: true,
    seed: ({ random, rows, daysAgo }) =>
      techniques.map(({ name, mitreId, mitreTactic }, index) => ({
        name,
        short: `${mitreId} ${name}`,
        description: `Finds ${mitreTactic} by ${mitreId}.`,
        body: `process where command_line contains "${mitreId.toLowerCase()}"`,
        guid: random.uuid(),
        active: index !== 5,
        severity: random.pick(["low", "medium", "high", "critical"]),
        createdBy: rows("user")[0]?.id,
        createdOn: daysAgo(220 - index),
        updatedOn: daysAgo(15 + index),
      })),
  },
  suppressionRules: {
    seed: ({ rows, daysAgo }) =>
      programs.slice(0, 6).map(({ name, folder }, index) => ({
        name: `Allow ${name}`,
        description: "Agreed with the administrators",
        path: `${folder}\\${name}`,
        enabled: index !== 2,
        organizationId: rows("Organization")[index % rows("Organization").length]?.id,
        createdOn: daysAgo(100 - index),
      })),
  },
  policies: {
    writers: ["admin"],
    seed: ({ rows, daysAgo }) =>
      rows("Organization").flatMap(({ id, name }, index) => [
        {
          name: `${String(name)}: workstations`,
          type: "monitoring",
          enabled: true,
          organizationId: id,
          settings: { realtime: true, isolateOnCritical: false },
          createdOn: daysAgo(400 - index),
        },
        {
          name: `${String(name)}: servers`,
          type: "monitoring",
          enabled: index !== 3,
          organizationId: id,
          settings: { realtime: true, isolateOnCritical: true },
          createdOn: daysAgo(300 - index),
        },
      ]),
  },
  deviceGroups: {
    writers: ["admin"],
    seed: ({ daysAgo }) =>
      ["Workstations", "Servers", "Kiosks"].map((name, index) => ({
        name,
        description: `All ${name.toLowerCase()}`,
        deviceType: name === "Servers" ? "server" : "workstation",
        createdOn: daysAgo(380 - index),
      })),
  },
  extensions: {
    postUpdates: true,
    seed: ({ random, rows, daysAgo }) =>
      [
        ["Host Isolation", "response"],
        ["Host Isolation Restore", "response"],
        ["Recover File", "response"],
        ["Terminate Process", "response"],
        ["E-Discovery", "collection"],
        ["PowerShell Logs", "collection"],
        ["Browser Extensions", "collection"],
      ].map(([name = "", type = ""], index) => {
        const guid = random.uuid();
        return {
          name,
          type,
          body: script({ name, type, guid }),
          description: guid,
          guid,
          active: index !== 6,
          createdBy: rows("user")[0]?.id,
          createdOn: daysAgo(200 - index),
          updatedOn: daysAgo(20 + index),
        };
      }),
  },
  extensionVariables: {
    seed: ({ daysAgo }) =>
      [
        ["verbose", "boolean", "false"],
        ["debug", "boolean", "false"],
        ["proxy", "string", ""],
        ["differential", "boolean", "true"],
        ["upload_bucket", "string", "hunt-recovery"],
      ].map(([name, type, value]) => ({ name, type, value, createdOn: daysAgo(180) })),
  },
} satisfies ModelBehaviors;

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
      targetId: agent["locationId"],
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

function flagOf(threatScore: number): string | null {
  if (threatScore > 90) return "Verified Bad";
  return threatScore < 10 ? "Verified Good" : null;
}

/** What the header of an extension says about it. */
interface ScriptHeader {
  readonly name: string;
  readonly type: string;
  readonly guid: string;
}

/** A Lua script with the YAML header that HUNT reads between `--[=[` and `]=]`. */
function script({ name, type, guid }: ScriptHeader): string {
  return `--[=[
filetype: Infocyte Extension
name: ${name}
type: ${type}
guid: ${guid}
created: 2024-02-01
updated: 2025-06-15
args:
- name: path
  required: false
  type: string
globals:
- verbose:
    description: Prints more into the log
    type: boolean
    default: false
]=]
hunt.status.good()
hunt.log("${name} has run")
`;
}
