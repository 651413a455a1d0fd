import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { byAgents, hostNamed, hostsOfGroup } from "./hosts.js";
import { type ScanRequest, scanWork } from "./scan.js";
import { parseScanOptions } from "./scan-options.js";
import type { Work } from "./work.js";

/**
 * The scan of a target group.
 *
 * @param where which hosts of it; all of them without a condition
 * @throws as `parseWhere` and `parseScanOptions` do
 */
export function groupScan(store: Store, group: Row, where: unknown, options: unknown): Work {
  const hosts = hostsOfGroup(store, group.id, where);
  return scanWork(store, {
    subject: String(group["name"]),
    group,
    hosts,
    options: parseScanOptions(store, options),
  });
}

/**
 * The scan of one host of a target group.
 *
 * @param name a hostname or an IP address
 * @throws {Error} where no active agent and no accessible address has that name: HUNT answers 5xx (vendor)
 * @throws as `parseScanOptions` does
 */
export function hostScan(store: Store, group: Row, name: string, options: unknown): Work {
  const parsed = parseScanOptions(store, options);
  const host = hostNamed(store, group.id, name);
  if (host === undefined) throw new Error(`HUNT finds no host '${name}' in the group.`);
  return scanWork(store, { subject: String(host.row["hostname"]), group, hosts: [host], options: parsed });
}

/**
 * The scan of agents, wherever they belong.
 *
 * @throws as `parseScanOptions` does
 */
export function agentScan(store: Store, agents: readonly Row[], options: unknown): Work {
  return scanWork(store, { ...subjectOf(store, agents), options: parseScanOptions(store, options) });
}

/**
 * A response on agents: a scan that looks for nothing, whatever its extensions are.
 *
 * @throws as `parseScanOptions` does
 */
export function agentResponse(store: Store, agents: readonly Row[], options: unknown): Work {
  return scanWork(store, {
    ...subjectOf(store, agents),
    options: { ...parseScanOptions(store, options ?? {}), kinds: [], isResponse: true },
  });
}

function subjectOf(store: Store, agents: readonly Row[]): Omit<ScanRequest, "options"> {
  const groups = new Set(agents.map(({ targetId }) => targetId));
  const group = groups.size === 1 ? store.table("Target").get(String(agents[0]?.["targetId"])) : undefined;
  const subject = agents.length === 1 ? String(agents[0]?.["hostname"]) : `${agents.length} agents`;
  return { subject, group, hosts: byAgents(agents) };
}
