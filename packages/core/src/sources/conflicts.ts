import { escapeToSingleLine } from "../text.js";
import type { Conflict, ConflictReason, Source } from "./plan.js";

const advice: Record<ConflictReason, string> = {
  newer: "HUNT has a newer version. Pull it, or force the older one.",
  "no-body":
    "HUNT does not tell the body that it has, so that nobody knows which version is newer. Look at it in HUNT, or force this one.",
  name: "HUNT has another one of that name. Rename this one, give it the other's GUID, say that it is to update the other by its id, or force a second one.",
  "same-name": "Several of the sources have that name. Rename all but one, leave them out, or force them.",
  ambiguous: "HUNT has several with its GUID. Delete all but one.",
};

/**
 * A conflict, with what to do about it.
 *
 * @param rows HUNT's rows that stand in the way
 * @param others the sources that do
 */
export function createConflict<T extends { id: string }>(
  source: Source<T>,
  reason: ConflictReason,
  rows: T[],
  others: readonly Source<T>[] = [],
): Conflict<T> {
  const inTheWay = [...rows.map(({ id }) => id), ...others.map(getSourceLabel)]
    .map((each) => escapeToSingleLine(each))
    .join(", ");
  return {
    source,
    reason,
    rows,
    message: `${escapeToSingleLine(getSourceLabel(source))}: ${advice[reason]} (${inTheWay})`,
  };
}

function getSourceLabel({ path, name }: Source<unknown>): string {
  return path ?? name;
}
