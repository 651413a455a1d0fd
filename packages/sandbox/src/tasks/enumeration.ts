import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { Random } from "../random.js";
import { times } from "../models/seed-values.js";
import { asText } from "../values.js";
import type { Ending, PartOutcome, Work } from "./items.js";

/** Number of hosts in a network that a query names. */
const HOSTS_A_NETWORK = 6;

/** A host that was discovered. */
interface Found {
  readonly hostname: string;
  readonly ipstring: string;
  readonly agentId: string | null;
  readonly accessible: boolean;
}

/** Creates the discovery of a target group, with one part for each query. Without a query, it fails. */
export function createEnumerationWork(store: Store, group: Row, queries: readonly Row[]): Work {
  return {
    type: "Enumerate",
    name: `Enumerate: ${String(group["name"])}`,
    relatedId: group.id,
    data: { targetId: group.id, queries: queries.map(({ id }) => id) },
    parts: queries.map(({ id, name }) => ({
      name: String(name),
      type: "enumeration",
      agentId: null,
      queryId: id,
    })),
    messages: ["Searching the network for hosts", "Connecting to hosts"],
    finish: (ending) => {
      if (queries.length === 0)
        return {
          status: "Failed",
          message: `The target group '${String(group["name"])}' has no discovery query.`,
          data: {},
          parts: [],
        };
      const counts = queries.map((query) => enumerate(store, group, query, ending));
      const parts = counts.map((count): PartOutcome => ({ failed: false, text: `Found ${count} hosts` }));
      return { status: "Completed", message: "Complete", data: {}, parts };
    },
  };
}

/** Discovers the hosts of one query, and returns their number. Known hosts are updated. */
function enumerate(store: Store, group: Row, query: Row, { random, endedOn }: Ending): number {
  const addresses = store.table("Address");
  const known = new Map<unknown, Row>();
  for (const row of addresses.inOrderOfInsertion()) {
    if (row["targetId"] === group.id) known.set(row["ipstring"], row);
  }
  const found = discover(store, query);
  for (const host of found) {
    const address = known.get(host.ipstring) ?? { id: random.uuid(), targetId: group.id, createdOn: endedOn };
    addresses.put({ ...address, ...host, queryId: query.id, lastAccessedOn: endedOn });
  }
  return found.length;
}

/**
 * Returns the hosts of a query, always the same ones: several for a network or a range, and one for a name or
 * an address.
 */
function discover(store: Store, { id, value }: Row): Found[] {
  const random = new Random(store.seed, `query ${id}`);
  const agents = new Map<unknown, Row>();
  for (const agent of store.table("Agent").inOrderOfInsertion()) {
    agents.set(String(agent["hostname"]).toLowerCase(), agent);
    agents.set(agent["ipstring"], agent);
  }
  const places = String(value)
    .split(/[\s,;]+/)
    .filter((place) => place !== "");
  return places.flatMap((place) => {
    const network = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}[/-]/.exec(place)?.[1];
    if (network !== undefined)
      return times(HOSTS_A_NETWORK, (index) =>
        hostAt(`${network}.${10 + index}`, index === 0 || random.chance(80), agents),
      );
    return /^[\d.]+$/.test(place) ? hostAt(place, true, agents) : hostNamed(place, random, agents);
  });
}

function hostAt(ipstring: string, accessible: boolean, agents: ReadonlyMap<unknown, Row>): Found {
  const agent = agents.get(ipstring);
  const hostname = asText(agent?.["hostname"]) ?? `host-${ipstring.replaceAll(".", "-")}`;
  return { hostname, ipstring, agentId: agent?.id ?? null, accessible };
}

function hostNamed(hostname: string, random: Random, agents: ReadonlyMap<unknown, Row>): Found {
  const agent = agents.get(hostname.toLowerCase());
  const ipstring = asText(agent?.["ipstring"]) ?? `10.64.${random.integer(0, 255)}.${random.integer(1, 254)}`;
  return { hostname, ipstring, agentId: agent?.id ?? null, accessible: true };
}
