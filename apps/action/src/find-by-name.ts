import { HuntInputError, isUuid, escapeToSingleLine, type HuntClient, type Target } from "@huntkit/core";

/**
 * The target group of an id or exactly a name; undefined where there is none.
 *
 * @param input the input that names it, for the error
 * @throws {HuntInputError} where several groups have the name
 */
export async function findTargetGroup(
  { targets }: HuntClient,
  key: string,
  input: string,
  signal: AbortSignal,
): Promise<Target | undefined> {
  const where = isUuid(key) ? { or: [{ id: key.toLowerCase() }, { name: key }] } : { name: key };
  const found = await targets.list({ where, fields: ["name"], limit: 3 }, { signal });
  if (found.length <= 1) return found[0];
  const ids = found.map(({ id }) => escapeToSingleLine(id, 80)).join(", ");
  throw new HuntInputError(
    input,
    "ambiguous",
    `${input}: several target groups are called "${escapeToSingleLine(key, 80)}": ${ids}. Give the id of the one that is meant.`,
  );
}

/**
 * How HUNT spells the name of a host: names of hosts are blind to case, and LoopBack's comparisons are not. Several agents and
 * addresses may spell it differently, and hosts without an agent are addresses alone.
 *
 * @returns nothing where HUNT knows no such host
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
  // `ilike` finds more than what is meant: to it, `_` is any character, and a part may be the whole.
  return [...new Set(names)].filter((name) => name.toLowerCase() === hostname.toLowerCase());
}
