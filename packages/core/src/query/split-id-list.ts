import { createIdTest } from "../guard/possible-values.js";
import { compareIds } from "../ids.js";
import type { PlainWhere } from "./normalize-where.js";

type Id = string | number;

/**
 * Maximum number of IDs in a URL. With UUIDs, this number takes about 4 kB, and servers accept 8 kB or more.
 */
export const maxQueryIds = 100;

/**
 * Splits a condition with a long list of IDs into several, which together match the same rows. Servers reject
 * URLs that are longer than 8 or 16 kB.
 *
 * @param where normalized condition of a request for rows in the order of their IDs
 * @returns conditions in the order of their IDs; null if the list is short, the server's order of its IDs is
 *   unknown, or the other conditions exclude all of them, which the guard rejects
 */
export function splitIdList(where: PlainWhere | undefined): PlainWhere[] | null {
  const clauses = where ? listClauses(where) : [];
  const long = clauses.find(
    (clause) => ((getOperand(clause, "inq") as Id[] | undefined) ?? []).length > maxQueryIds,
  );
  if (!long) return null;
  const ids = getOperand(long, "inq") as Id[];
  if (ids.some((id) => compareIds(id, ids[0]!) === null)) return null;
  const others = clauses.filter((clause) => clause !== long);
  const canMatch = createIdTest({ and: others });
  const possible = ids.filter(canMatch);
  if (possible.length === 0) return null;
  const wanted = possible
    .filter((id) => others.every((clause) => mayMatch(id, clause)))
    .sort((one, other) => compareIds(one, other)!)
    .filter((id, index, sorted) => index === 0 || compareIds(id, sorted[index - 1]!) !== 0);
  const parts = Array.from({ length: Math.ceil(wanted.length / maxQueryIds) }, (_, index) =>
    wanted.slice(index * maxQueryIds, (index + 1) * maxQueryIds),
  );
  const remaining = others.filter((clause) => !isListOfIds(clause));
  return parts.map((part) => ({ and: [...remaining, { id: { inq: part } }] }));
}

/** Returns whether a condition only selects IDs by their values, so it is redundant after their selection. */
function isListOfIds(clause: PlainWhere): boolean {
  const isScalar = "id" in clause && typeof clause["id"] !== "object";
  return isScalar || ["inq", "nin", "neq"].some((operator) => getOperand(clause, operator) !== undefined);
}

/** Returns the conditions that must all match. */
function listClauses(where: PlainWhere): PlainWhere[] {
  return "and" in where ? (where["and"] as PlainWhere[]).flatMap(listClauses) : [where];
}

function getOperand({ id }: PlainWhere, operator: string): unknown {
  return typeof id === "object" && id !== null ? (id as Record<string, unknown>)[operator] : undefined;
}

/** Returns false for an ID outside the range that paging requests, which saves the request. */
function mayMatch(id: Id, clause: PlainWhere): boolean {
  const [gt, gte, lt] = ["gt", "gte", "lt"].map((operator) => getOperand(clause, operator) as Id | undefined);
  const compare = (bound: Id | undefined) => (bound === undefined ? null : compareIds(id, bound));
  return !((compare(gt) ?? 1) <= 0 || (compare(gte) ?? 0) < 0 || (compare(lt) ?? -1) >= 0);
}
