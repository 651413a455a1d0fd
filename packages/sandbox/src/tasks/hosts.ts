import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { findMatching } from "../query/find.js";
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
 * The machines of a target group: its agents, and its addresses that have none.
 *
 * @param where a condition that both have to meet; all of them without one
 * @throws as `parseWhere` does
 */
export function listHosts(store: Store, groupId: string, where: unknown): HostReference[] {
  const inGroup = { and: [{ targetId: groupId }, where ?? {}] };
  const addresses = findMatching(store, "Address", inGroup).filter(
    ({ agentId }) => typeof agentId !== "string",
  );
  return [
    ...toHostReferences(findMatching(store, "Agent", inGroup)),
    ...addresses.map((row): HostReference => ({ model: "Address", row })),
  ];
}

/** Machines by their agents. */
export function toHostReferences(agents: readonly Row[]): HostReference[] {
  return agents.map((row) => ({ model: "Agent", row }));
}

/** The machine of a group that has this hostname or IP address: an active agent goes before an accessible address. */
export function findHost(store: Store, groupId: string, name: string): HostReference | undefined {
  const wanted = name.toLowerCase();
  const isWanted = ({ targetId, hostname, ipstring }: Row): boolean =>
    targetId === groupId &&
    [hostname, ipstring].some((each) => typeof each === "string" && each.toLowerCase() === wanted);
  for (const row of store.table("Agent").inOrderOfInsertion()) {
    if (row["active"] === true && isWanted(row)) return { model: "Agent", row };
  }
  for (const row of store.table("Address").inOrderOfInsertion()) {
    if (row["accessible"] === true && isWanted(row)) return { model: "Address", row };
  }
  return undefined;
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
  const { hostname, ipstring: ip, targetId } = current ?? row;
  return {
    hostname,
    ip,
    agentId,
    targetId,
    organizationId: agent?.["organizationId"] ?? null,
    os: asText(agent?.["os"]) ?? "Windows Server 2022",
    reachable: current?.[model === "Agent" ? "active" : "accessible"] === true,
  };
}

function textOrNull(value: unknown): string | null {
  return asText(value) ?? null;
}
