import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { countFindings } from "../models/scans.js";
import { toHostReferences, findHost, type HostReference, listHosts, readHost, toPart } from "./hosts.js";
import type { Work } from "./items.js";
import { parseScanOptions, type ScanOptions } from "./scan-options.js";
import { countPerHost, writeResults } from "./scan-results.js";

/**
 * Creates the scan of a target group.
 *
 * @param where condition on the addresses of the group. Default: all hosts.
 * @returns null if no host matches. HUNT then does not start a task (vendor's tests).
 * @throws as `parseScanOptions` does
 */
export function createGroupScan(store: Store, group: Row, where: unknown, options: unknown): Work | null {
  const request = {
    subject: String(group["name"]),
    group,
    options: parseScanOptions(store, options),
    sentOptions: options,
  };
  const hosts = listHosts(store, group.id, where);
  if (hosts === "illegal")
    return createScanWork(store, { ...request, hosts: [], error: "The condition on hosts is illegal." });
  return hosts.length === 0 ? null : createScanWork(store, { ...request, hosts });
}

/**
 * Creates the scan of one host of any group.
 *
 * @param group the group that the scan belongs to
 * @param name a hostname or an IP address
 * @throws {Error} if no active agent or accessible address has that name. HUNT responds 5xx (vendor).
 * @throws as `parseScanOptions` does
 */
export function createHostScan(store: Store, group: Row, name: string, options: unknown): Work {
  const parsed = parseScanOptions(store, options);
  const host = findHost(store, group.id, name);
  if (host === undefined) throw new Error(`No host named '${name}' found.`);
  return createScanWork(store, {
    subject: String(host.row["hostname"]),
    group,
    hosts: [host],
    options: parsed,
    sentOptions: options,
  });
}

/**
 * Creates the scan of agents in any groups.
 *
 * @throws as `parseScanOptions` does
 */
export function createAgentScan(store: Store, agents: readonly Row[], options: unknown): Work {
  return createScanWork(store, {
    ...describeAgents(store, agents),
    options: parseScanOptions(store, options),
    sentOptions: options,
  });
}

/**
 * Creates a response on agents: a scan without findings that runs extensions of any type.
 *
 * @throws as `parseScanOptions` does
 */
export function createAgentResponse(store: Store, agents: readonly Row[], options: unknown): Work {
  return createScanWork(store, {
    ...describeAgents(store, agents),
    options: { ...parseScanOptions(store, options ?? {}), kinds: [], isResponse: true },
    sentOptions: options,
  });
}

function describeAgents(store: Store, agents: readonly Row[]): Omit<ScanRequest, "options" | "sentOptions"> {
  const groups = new Set(agents.map(({ locationId }) => locationId));
  const group = groups.size === 1 ? store.table("Target").get(String(agents[0]?.["locationId"])) : undefined;
  const subject = agents.length === 1 ? String(agents[0]?.["hostname"]) : `${agents.length} agents`;
  return { subject, group, hosts: toHostReferences(agents) };
}

/** A scan to create. */
export interface ScanRequest {
  /** The name in the title of the scan: a target group, a host, or a number of agents. */
  readonly subject: string;
  /** The target group, if all hosts belong to one. */
  readonly group: Row | undefined;
  readonly hosts: readonly HostReference[];
  readonly options: ScanOptions;
  /** The sent options, which the task shows (vendor). */
  readonly sentOptions: unknown;
  /** The error, if the scan ends with the status `Error`. */
  readonly error?: string;
}

/** Creates a scan of hosts. Without a host, it fails. A host that is not reachable is a failed item. */
function createScanWork(store: Store, request: ScanRequest): Work {
  const { subject, group, hosts, options, error } = request;
  const type = options.isResponse ? "Response" : "Scan";
  const targetId = group?.id ?? null;
  return {
    type,
    name: `${type}: ${subject}`,
    relatedId: targetId,
    data: { targetId, options: request.sentOptions ?? null },
    parts: hosts.map(toPart),
    messages:
      type === "Scan"
        ? ["Connecting to hosts", "Scanning hosts", "Analyzing results"]
        : ["Connecting to hosts", "Running the response"],
    begin: ({ random, startedOn }) => {
      if (hosts.length === 0) return {};
      const scan = {
        id: random.uuid(),
        name: `${subject} ${startedOn.slice(0, 10)}`,
        targetId,
        targetList: subject,
        hostCount: hosts.length,
        startedOn,
        completedOn: null,
      };
      store.table("Scan").put(scan);
      return { scanId: scan.id };
    },
    finish: (ending) => {
      if (error !== undefined) return { status: "Error", message: error, data: {}, parts: [] };
      if (hosts.length === 0)
        return {
          status: "Failed",
          message: `There is no agent or address to scan in '${subject}'.`,
          data: {},
          parts: [],
        };
      const { endedOn, data } = ending;
      const current = hosts.map((host) => readHost(store, host));
      const id = String(data["scanId"]);
      const scan = { ...store.table("Scan").get(id), id, completedOn: endedOn };
      const { compromised } = writeResults(store, { scan, hosts: current, options, ending });
      const reachableCount = current.filter(({ reachable }) => reachable).length;
      const counts = countFindings(options.kinds, countPerHost(current.length), reachableCount, compromised);
      store.table("Scan").put({ ...scan, data: { counts } });
      const scanned = targetId === null ? undefined : store.table("Target").get(targetId);
      if (scanned !== undefined && type === "Scan")
        store.table("Target").put({ ...scanned, lastScannedOn: endedOn });
      return {
        status: "Completed",
        message: "Complete",
        data: {},
        parts: current.map(({ hostname, reachable }) => ({
          failed: !reachable,
          text: formatReach(String(hostname), reachable),
        })),
      };
    },
  };
}

// The vendor's PowerShell module expects the reachability of a host at the start of the text.
function formatReach(hostname: string, reachable: boolean): string {
  return reachable ? `ACCESSIBLE: ${hostname}` : `INACCESSIBLE: ${hostname} did not respond`;
}
