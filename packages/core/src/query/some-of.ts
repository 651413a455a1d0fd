import { HuntInputError } from "../errors/hunt-error.js";
import { normalizeWhere, type PlainWhere } from "./normalise-where.js";
import type { Where } from "./where.js";

/**
 * The condition of a method that changes every row it matches: never an empty one, which LoopBack reads as all rows.
 *
 * @throws {HuntInputError} `input: "where"`, `problem: "empty"`, or as {@link normalizeWhere} does
 */
export function requireNonEmptyWhere<T>(where: Where<T>): PlainWhere {
  const plain = normalizeWhere(where);
  if (plain) return plain;
  throw new HuntInputError(
    "where",
    "empty",
    'where: it is empty, which would mean every record. To mean that, write a condition that all meet, such as {id: {neq: ""}}.',
  );
}

/**
 * The ids of a method that changes those rows.
 *
 * @throws {HuntInputError} `input: "ids"` when there are none, or one is empty
 */
export function requireIds(ids: readonly string[]): string[] {
  if (ids.length > 0 && ids.every((id) => typeof id === "string" && id !== "")) return [...ids];
  throw new HuntInputError("ids", "empty", "ids: give at least one, and none that is empty.");
}
