import { HuntInputError, type HuntClient, type Target } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { escapeLike } from "@huntkit/core/internal";
import { formatAmbiguousName, listFirst, matchNameOrId, preferExactName } from "@huntkit/toolkit";

/**
 * Finds a target group by its ID or name. If names differ only in case, the exact one is preferred.
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
  const where = matchNameOrId(key, ["name"]);
  const rows = await targets.list({ where, fields: ["name"] }, { signal }).toArray();
  const found = preferExactName(rows, key);
  if (found.length <= 1) return found[0];
  const ids = listFirst(found.map(({ id }) => escapeToSingleLine(id, 80))).join(", ");
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
  return new HuntInputError(input, "not-found", message);
}

/**
 * Explains a value that has the form of a pattern or a list, or an empty string.
 *
 * @param alternative sentence about what to use for several names
 */
export function explainPattern(name: string, alternative: string): string {
  return /[*?%,\n]/.test(name) ? `Wildcards and lists are not supported. ${alternative}` : "";
}

/** What HUNT has of a host. */
export interface KnownHost {
  /** The name that it was searched by. */
  readonly name: string;
  /** All spellings of its name. Empty if HUNT has no such host. */
  readonly spellings: readonly string[];
  /** IDs of its target groups. */
  readonly groupIds: readonly string[];
}

/**
 * Finds a host by its name. Host names are case-insensitive, but LoopBack's comparisons are not. Agents and
 * addresses may spell a name differently, and a host without an agent has only addresses.
 */
export async function findHost(
  { agents, addresses }: HuntClient,
  name: string,
  signal: AbortSignal,
): Promise<KnownHost> {
  const where = { or: [{ hostname: name }, { hostname: { ilike: escapeLike(name) } }] };
  const [byAgent, byAddress] = await Promise.all([
    agents.list({ where, fields: ["hostname", "locationId"] }, { signal }).toArray(),
    addresses.list({ where, fields: ["hostname", "targetId"] }, { signal }).toArray(),
  ]);
  // The location of an agent has the ID of its target group (observed on live instances).
  const rows = [
    ...byAgent.map(({ hostname, locationId: groupId }) => ({ hostname, groupId })),
    ...byAddress.map(({ hostname, targetId: groupId }) => ({ hostname, groupId })),
  ];
  const same = rows.filter(({ hostname }) => hostname?.toLowerCase() === name.toLowerCase());
  return {
    name,
    spellings: [...new Set(same.flatMap(({ hostname }) => hostname ?? []))],
    groupIds: [...new Set(same.flatMap(({ groupId }) => groupId ?? []))],
  };
}
