import type { Row, SeedContext, SeedRow } from "../data/definition.js";
import { Random } from "../random.js";
import { instanceKinds, type InstanceKind } from "./findings.js";
import { groupRows, machineWith, times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

/** Number of hosts in a seeded scan. */
const HOSTS = 12;

/** A seeded scan with its hosts. */
interface PlannedScan {
  readonly scan: Row;
  /** Records in ScanHosts. */
  readonly hosts: readonly Row[];
}

/** Returns the ID of a host, which is the same in all its scans: 40 hexadecimal digits (vendor sample). */
export function createHostId(seed: number, agentIdOrName: unknown): string {
  return new Random(seed, `host ${String(agentIdOrName)}`).hexadecimal(40);
}

/** Ages of the scans in days, oldest first: every 8 days until 30 days ago, and every 36 hours since. */
const ages = [...times(20, (index) => 190 - index * 8), ...times(20, (index) => 29.9 - index * 1.5)];

/** Plans the seeded scans. Each call with the same seed returns the same scans. */
function planScans({ seed, rows, daysAgo }: SeedContext): PlannedScan[] {
  const random = new Random(seed, "scans");
  const agents = groupRows(rows("Agent"), "locationId");
  return ages.map((age) => {
    const target = random.pick(rows("Target"));
    const scanId = random.uuid();
    const completedOn = daysAgo(age - 0.1);
    const group = agents.get(target.id) ?? [];
    const first = random.integer(0, group.length - 1);
    const hosts = times(Math.min(HOSTS, group.length), (index) => {
      const agent = group[(first + index) % group.length] ?? { id: "" };
      const failed = random.chance(4);
      return {
        id: random.uuid(),
        scanId,
        ...describeHost(seed, agent),
        completedOn,
        failed,
        compromised: !failed && random.chance(10),
      };
    });
    const reachable = hosts.filter(({ failed }) => !failed);
    return {
      scan: {
        id: scanId,
        name: `${String(target["name"])} ${daysAgo(age).slice(0, 10)}`,
        targetId: target.id,
        targetList: target["name"],
        startedOn: daysAgo(age),
        completedOn,
        hostCount: hosts.length,
        data: {
          counts: countFindings(
            instanceKinds,
            1,
            reachable.length,
            reachable.filter((host) => host.compromised).length,
          ),
        },
      },
      hosts,
    };
  });
}

/** Returns the columns of ScanHosts for the host of an agent. */
function describeHost(seed: number, { id, hostname, ipstring, osVersion }: Row): Record<string, unknown> {
  return {
    hostId: createHostId(seed, id),
    agentId: id,
    hostname,
    ip: ipstring,
    name: hostname,
    ...machineWith(String(osVersion)),
  };
}

/** Counts findings by kind, if each host has the same number of each kind. */
export function countFindings(
  kinds: readonly InstanceKind[],
  perHost: number,
  hosts: number,
  compromised: number,
): object {
  const count = (number: number): object =>
    Object.fromEntries(kinds.map(({ kind }) => [kind.toLowerCase(), number * perHost]));
  return { total: count(hosts), compromised: count(compromised) };
}

/** Scans, their hosts, the outputs of extensions, and boxes, which are views of scans. */
export const scanModels = {
  scans: { seed: (context) => planScans(context).map(({ scan }) => scan) },
  scanHosts: {
    // HUNT finds the agent of a host by the hostname. The sandbox stores it for responses.
    internal: { agentId: "string" },
    seed: (context) => planScans(context).flatMap(({ hosts }): SeedRow[] => [...hosts]),
  },
  boxHosts: { view: { base: "ScanHost" } },
  scanExtensionDetails: {
    seed: ({ seed, random, rows }) => {
      const hosts = rows("ScanHost").filter(({ failed }) => failed === false);
      return times(25, () => runExtension(seed, random.pick(rows("Extension")), random.pick(hosts), random));
    },
  },
  scanExtensionInstances: { view: { base: "ScanExtensionDetail" } },
  boxExtensionInstances: {
    seed: ({ rows }) =>
      rows("ScanExtensionDetail")
        .slice(0, 12)
        .map(({ id: _id, ...row }) => ({ ...row, boxId: rows("Box")[2]?.id })),
  },
  boxes: {
    seed: ({ rows }) =>
      [undefined, ...rows("Target").slice(0, 3)].flatMap((target) =>
        [7, 30, 90].map((days) => ({ name: `Last ${days} days`, targetId: target?.id ?? null })),
      ),
  },
} satisfies ModelBehaviors;

/** Returns the ID of the current version of an extension or a rule. */
export function createVersionId(seed: number, id: string): string {
  return new Random(seed, `version of ${id}`).uuid();
}

/** Returns the output of a seeded extension on a host. */
function runExtension(seed: number, { id, name }: Row, host: Row, random: Random): SeedRow {
  const success = random.chance(95);
  const { scanId, hostId, hostname, ip, completedOn } = host;
  return {
    scanId,
    hostScanId: host.id,
    hostId,
    hostname,
    ip,
    extensionId: id,
    extensionVersionId: createVersionId(seed, id),
    name,
    output: [
      `${String(name)} started`,
      success ? `${String(name)} has run` : "The script ended with an error",
    ],
    success,
    threatStatus: success
      ? random.pick(["Good", "Good", "Low Risk", "Unknown", "Suspicious", "Bad"])
      : "Unknown",
    sha256: new Random(seed, `script of ${id}`).hexadecimal(64),
    startedOn: completedOn,
    endedOn: new Date(Date.parse(String(completedOn)) + random.integer(1, 90) * 1000).toISOString(),
    scannedOn: completedOn,
  };
}
