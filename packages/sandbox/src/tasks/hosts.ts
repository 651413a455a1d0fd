import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { findMatching } from "../query/find.js";
import { parseWhere } from "../query/where.js";
import { asText } from "../values.js";
import type { Part } from "./items.js";

/** How a scan reaches a host: through its agent, or at an address that was discovered. */
export interface HostReference {
  readonly model: "Agent" | "Address";
  readonly row: Row;
}

/** The state of a host when it is scanned. */
export interface Host {
  readonly hostname: unknown;
  readonly ip: unknown;
  readonly agentId: string | null;
  readonly targetId: unknown;
  readonly organizationId: unknown;
  readonly os: string;
  readonly reachable: boolean;
}

/**
 * Lists the hosts of a target group: its addresses, and its agents without an address in the group.
 *
 * @param where condition on addresses. Default: all hosts.
 * @returns `illegal` if the database rejects the condition, such as an ID that is not a UUID (vendor's tests)
 */
export function listHosts(store: Store, groupId: string, where: unknown): HostReference[] | "illegal" {
  let isWanted: (row: Row) => boolean;
  try {
    const { test } = parseWhere(store.definition("Address"), where ?? {});
    isWanted = (row) => test(row) === true;
  } catch {
    return "illegal";
  }
  const addresses = findMatching(store, "Address", { targetId: groupId });
  const agents = findMatching(store, "Agent", { locationId: groupId });
  const known = new Map(addresses.map((address) => [address["agentId"], address]));
  return [
    ...toHostReferences(agents.filter((agent) => isWanted(known.get(agent.id) ?? toAddress(agent)))),
    ...addresses
      .filter((address) => typeof address["agentId"] !== "string" && isWanted(address))
      .map((row): HostReference => ({ model: "Address", row })),
  ];
}

/** Returns the address that discovery would find for an agent. */
function toAddress({ id, hostname, ipstring, active, locationId: targetId }: Row): Row {
  return { id, hostname, ipstring, accessible: active === true, agentId: id, targetId };
}

/** Returns references to hosts by their agents. */
export function toHostReferences(agents: readonly Row[]): HostReference[] {
  return agents.map((row) => ({ model: "Agent", row }));
}

/**
 * Finds the host with this name or IP address in any group: an active agent, or an accessible address if
 * there is no such agent. If several match, the one in the given group takes precedence.
 */
export function findHost(store: Store, groupId: string, name: string): HostReference | undefined {
  const wanted = name.toLowerCase();
  const isWanted = ({ hostname, ipstring }: Row): boolean =>
    [hostname, ipstring].some((each) => typeof each === "string" && each.toLowerCase() === wanted);
  const find = (model: HostReference["model"], property: string): HostReference | undefined => {
    const rows = [...store.table(model).inOrderOfInsertion()].filter(
      (row) => row[property] === true && isWanted(row),
    );
    const row = rows.find(({ targetId, locationId }) => (targetId ?? locationId) === groupId) ?? rows[0];
    return row && { model, row };
  };
  return find("Agent", "active") ?? find("Address", "accessible");
}

/** Returns the part of a task for a host. */
export function toPart({ model, row }: HostReference): Part {
  const agentId = model === "Agent" ? row.id : textOrNull(row["agentId"]);
  return { name: String(row["hostname"]), type: "host-access", agentId, queryId: textOrNull(row["queryId"]) };
}

/**
 * Returns the current state of a host. If its agent has become inactive or was deleted, it is not reachable.
 */
export function readHost(store: Store, { model, row }: HostReference): Host {
  const current = store.table(model).get(row.id);
  const agentId = model === "Agent" ? row.id : textOrNull(row["agentId"]);
  const agent = agentId === null ? undefined : store.table("Agent").get(agentId);
  const { hostname, ipstring: ip, targetId, locationId } = current ?? row;
  return {
    hostname,
    ip,
    agentId,
    targetId: targetId ?? locationId ?? null,
    organizationId: agent?.["organizationId"] ?? null,
    os: asText(agent?.["osVersion"]) ?? "Windows Server 2022",
    reachable: current?.[model === "Agent" ? "active" : "accessible"] === true,
  };
}

function textOrNull(value: unknown): string | null {
  return asText(value) ?? null;
}
