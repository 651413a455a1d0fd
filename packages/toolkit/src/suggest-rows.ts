import { formatDidYouMean, type HuntClient } from "@huntkit/core";
import { toExactPattern } from "./lookup.js";

/** Number of rows whose names are compared. */
const maxRows = 1_000;

/**
 * Returns the question whether one of the nearest target groups is meant, or an empty string.
 *
 * @throws {HuntError} as the client does
 */
export async function suggestTargetGroups(
  { targets }: HuntClient,
  name: string,
  signal?: AbortSignal,
): Promise<string> {
  const rows = await targets.list({ fields: ["name"], limit: maxRows }, { signal });
  return formatDidYouMean(
    name,
    rows.flatMap((row) => row.name ?? []),
  );
}

/**
 * Returns the question whether one of the nearest hosts is meant, or an empty string. An instance may have tens of
 * thousands of agents, so only hosts that begin with the same two letters are compared.
 *
 * @throws {HuntError} as the client does
 */
export async function suggestHosts(
  { agents }: HuntClient,
  name: string,
  signal?: AbortSignal,
): Promise<string> {
  const beginning = name.replaceAll("*", "").slice(0, 2);
  if (beginning === "") return "";
  const where = { hostname: { regexp: toExactPattern(`${beginning}*`) } };
  const rows = await agents.list({ where, fields: ["hostname"], limit: maxRows }, { signal });
  return formatDidYouMean(
    name,
    rows.flatMap((row) => row.hostname ?? []),
  );
}
