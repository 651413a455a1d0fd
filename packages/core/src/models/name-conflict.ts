import { findKnownRecords } from "../guard/known-models.js";
import { escapeLike } from "../query/like-pattern.js";

/** A record with a name: one in HUNT, or one that will be written. */
interface NamedRecord {
  readonly id?: unknown;
  readonly name?: unknown;
}

/** Returns a condition for records with a name, regardless of case. */
export function matchName(name: string): { name: { ilike: string } } {
  return { name: { ilike: escapeLike(name) } };
}

/**
 * Returns the record whose name another one must not have, because people and tools identify records by their names.
 * Names that differ only in case conflict. Records of another parent, such as locations of another organization, and
 * deleted records do not. Records without an ID are different records. A record that keeps its name and its parent never
 * conflicts, because it can already have a twin in HUNT.
 *
 * @param route route of the model
 * @param record the record as it will be. Without a parent, its name must be unique in the instance.
 * @param rows records with the same name
 */
export function findNameConflict<T extends NamedRecord>(
  route: string,
  record: NamedRecord,
  rows: readonly T[],
): T | undefined {
  const { parent } = findKnownRecords([route]);
  const place = parent === undefined ? undefined : getText(record, parent);
  const before = rows.find(({ id }) => id !== undefined && id === record.id);
  const keepsParent =
    parent === undefined || !(parent in record) || (before && getText(before, parent) === place);
  if (before?.name === record.name && keepsParent) return undefined;
  return rows.find(
    (row) =>
      (row.id === undefined || row.id !== record.id) &&
      getText(row, "name") === getText(record, "name") &&
      (row as { deleted?: unknown }).deleted !== true &&
      (place === undefined || getText(row, parent!) === place),
  );
}

/** Returns a property in lower case; undefined if it is not a string. */
function getText(record: object, property: string): string | undefined {
  const value = (record as Readonly<Record<string, unknown>>)[property];
  return typeof value === "string" ? value.toLowerCase() : undefined;
}
