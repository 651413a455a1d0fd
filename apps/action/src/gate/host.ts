import type { HuntClient } from "@huntkit/core";

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
