import { HuntInputError, type Filter, type HuntClient, type Target } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { formatAmbiguousName, matchExactNameOrId } from "@huntkit/toolkit";

/**
 * Finds a target group by its ID or exact name.
 *
 * @param input name of the input that has the value `key`, for the error
 * @throws {HuntInputError} if several groups have the name
 */
export async function findTargetGroup(
  { targets }: HuntClient,
  key: string,
  input: string,
  signal: AbortSignal,
): Promise<Target | undefined> {
  const filter: Filter<Target> = { where: matchExactNameOrId(key), fields: ["name"], limit: 3 };
  const found = await targets.list(filter, { signal }).toArray();
  if (found.length <= 1) return found[0];
  const ids = found.map(({ id }) => escapeToSingleLine(id, 80)).join(", ");
  throw new HuntInputError(
    input,
    "ambiguous",
    `${input}: ${formatAmbiguousName("target group", escapeToSingleLine(key, 80))} ${ids}.`,
  );
}

/**
 * Creates the error for a name that does not exist.
 *
 * @param sentence says what does not exist
 * @param advice the nearest names; empty if there are none
 */
export function createUnknownNameError(
  input: string,
  name: string,
  sentence: string,
  advice: string,
): HuntInputError {
  const value = escapeToSingleLine(name, 80);
  const message = `Invalid value "${value}" for '${input}'. ${sentence} ${advice}`.trim();
  return new HuntInputError(input, "unknown", message);
}

/**
 * Returns all spellings of a host name in HUNT. Host names are case-insensitive, but LoopBack's comparisons
 * are not. Agents and addresses may spell a name differently, and a host without an agent has only addresses.
 *
 * @returns an empty list if HUNT has no such host
 */
export async function findHostSpellings(
  { agents, addresses }: HuntClient,
  hostname: string,
  signal: AbortSignal,
): Promise<string[]> {
  const where = { or: [{ hostname }, { hostname: { ilike: hostname } }] };
  const filter = { where, fields: ["hostname" as const] };
  const [byAgent, byAddress] = await Promise.all([
    agents.list(filter, { signal }).toArray(),
    addresses.list(filter, { signal }).toArray(),
  ]);
  const names = [...byAgent, ...byAddress].flatMap((row) => row.hostname ?? []);
  // `ilike` finds too much: it treats `_` and `%` as any characters.
  return [...new Set(names)].filter((name) => name.toLowerCase() === hostname.toLowerCase());
}
