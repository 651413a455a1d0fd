import type { HuntClient } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { findNearestNames, formatDidYouMean } from "@huntkit/core/internal";
import { toExactPattern } from "./lookup.js";

/** Number of rows whose names are compared. */
const maxRows = 1_000;

/**
 * Returns a question that suggests the nearest target groups, or an empty string.
 *
 * @throws {HuntError} if the client throws
 */
export async function suggestTargetGroups(
  { targets }: HuntClient,
  name: string,
  signal?: AbortSignal,
): Promise<string> {
  const rows = await targets.list({ fields: ["name"], limit: maxRows }, { signal }).toArray();
  return formatDidYouMean(
    name,
    rows.flatMap((row) => row.name ?? []),
  );
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

/**
 * Returns a question that suggests the nearest host: `Did you mean SRV-0042?`. Reads at most one page of the
 * agents whose names contain the unknown name, or have the same beginning or end.
 *
 * @param host host name that no host has. `*` is ignored.
 * @returns an empty string if no name is similar
 * @throws {HuntError} if the client throws
 */
export async function suggestHosts(
  { agents }: HuntClient,
  host: string,
  signal: AbortSignal,
): Promise<string> {
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
