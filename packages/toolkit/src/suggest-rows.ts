import { isIP } from "node:net";
import type { Collection, Filter, HuntClient } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { findNearestNames, formatDidYouMean } from "@huntkit/core/internal";
import { type Conditions, toExactPattern } from "./lookup.js";

/** Number of rows whose names are compared. */
const maxRows = 1_000;

/** What {@link suggestRows} compares. */
export interface SuggestOptions {
  /** Properties that a name can be in. Default: `name`. */
  readonly properties?: readonly string[];
  /** Condition on the rows. */
  readonly where?: Conditions | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Returns a question that suggests the nearest names of rows, or an empty string.
 *
 * @throws {HuntError} if the client throws
 */
export async function suggestRows<T extends { id: string | number }>(
  collection: Collection<T>,
  name: string,
  { properties = ["name"], where, signal }: SuggestOptions = {},
): Promise<string> {
  const filter = { ...(where && { where }), fields: properties, limit: maxRows } as unknown as Filter<T>;
  const rows = await collection.list(filter, { signal }).toArray();
  const names = rows.flatMap((row) =>
    properties.flatMap((property) => (row as Readonly<Record<string, unknown>>)[property] ?? []),
  );
  return formatDidYouMean(name, names.map(String));
}

/** Returns a question that suggests the nearest target groups, as {@link suggestRows} does. */
export function suggestTargetGroups(
  { targets }: HuntClient,
  name: string,
  signal?: AbortSignal,
): Promise<string> {
  return suggestRows(targets, name, { signal });
}

/**
 * Returns whether an agent or an address of the instance has this host name. Use it if a list for a host is
 * empty, because the name may be misspelled.
 *
 * @param host host name in any case; `*` matches any part
 */
export async function isKnownHost(
  { agents, addresses }: HuntClient,
  host: string,
  signal: AbortSignal,
): Promise<boolean> {
  const filter = {
    where: { hostname: { regexp: toExactPattern(host) } },
    fields: ["hostname"] as const,
    limit: 1,
  };
  const agent = await agents.list(filter, { signal }).first();
  return agent !== null || (await addresses.list(filter, { signal }).first()) !== null;
}

/** Returns the advice for an address instead of a host name, with the names of the hosts that have it. */
async function adviseAddress(
  { agents, addresses }: HuntClient,
  address: string,
  signal: AbortSignal,
): Promise<string> {
  const filter = { where: { ipstring: address }, fields: ["hostname"] as const, limit: 5 };
  const [ofAgents, ofAddresses] = await Promise.all([
    agents.list(filter, { signal }).toArray(),
    addresses.list(filter, { signal }).toArray(),
  ]);
  const names = new Set([...ofAgents, ...ofAddresses].flatMap(({ hostname }) => hostname ?? []));
  if (names.size === 0) return "No host has this IP address, either. Use the name of a host.";
  const shown = [...names].map((name) => escapeToSingleLine(name, 80)).join(", ");
  return `Use the name of the host instead of its address: ${shown}.`;
}

/**
 * Returns a question that suggests the nearest host: `Did you mean SRV-0042?`. For an IP address, it returns the names
 * of the hosts that have it. Reads at most one page of the
 * agents whose names contain the unknown name, or have the same beginning or end.
 *
 * @param host host name that no host has. `*` is ignored.
 * @returns an empty string if no name is similar
 * @throws {HuntError} if the client throws
 */
export async function suggestHosts(client: HuntClient, host: string, signal: AbortSignal): Promise<string> {
  if (isIP(host) !== 0) return adviseAddress(client, host, signal);
  const { agents } = client;
  const part = host.replaceAll("*", "").replace(/\..*$/, "");
  if (part === "") return "";
  const patterns = [`*${part}*`, `${part.slice(0, 2)}*`, `*${part.slice(-2)}`];
  const where = { or: patterns.map((pattern) => ({ hostname: { regexp: toExactPattern(pattern) } })) };
  const rows = await agents.list({ where, fields: ["hostname"], limit: maxRows }, { signal }).toArray();
  const names = rows.flatMap(({ hostname }) => hostname ?? []);
  if (findNearestNames(part, names).length > 0) return formatDidYouMean(part, names);
  const containing = names.filter((name) => name.toLowerCase().includes(part.toLowerCase()));
  const similar = containing.slice(0, 5).map((name) => escapeToSingleLine(name, 80));
  return similar.length === 0 ? "" : `Similar names: ${similar.join(", ")}.`;
}
