import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { findMatching } from "../query/find.js";
import { parseWhere } from "../query/where.js";
import { asText } from "../values.js";
import type { Part } from "./items.js";

/** Where a scan reaches a machine: by its agent, or by an address that discovery found. */
export interface HostReference {
  readonly model: "Agent" | "Address";
  readonly row: Row;
}

/** A machine at the moment of its scan. */
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
 * Lists the machines of a target group: its addresses, and its agents that no address of the group leads to.
 *
 * @param where condition on addresses. Default: all machines
 * @returns `illegal` for a condition that the database rejects, such as an ID that is not a UUID (vendor's tests)
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

/** The address that discovery would find for an agent. */
function toAddress({ id, hostname, ipstring, active, locationId: targetId }: Row): Row {
  return { id, hostname, ipstring, accessible: active === true, agentId: id, targetId };
}

/** Machines by their agents. */
export function toHostReferences(agents: readonly Row[]): HostReference[] {
  return agents.map((row) => ({ model: "Agent", row }));
}

/**
 * Finds the machine with this hostname or IP address, in any group: an active agent, otherwise an accessible
 * address. If
 * several match, that of the named group comes first.
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

/** The part of a task that is one machine. */
export function toPart({ model, row }: HostReference): Part {
  const agentId = model === "Agent" ? row.id : textOrNull(row["agentId"]);
  return { name: String(row["hostname"]), type: "host-access", agentId, queryId: textOrNull(row["queryId"]) };
}

/** The machine as it is now: an agent that is inactive by now, or gone, is out of reach. */
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
