import { type Column, listVisibleColumns, textColumn } from "../data/column.js";
import { DatabaseError } from "../loopback-error.js";
import type { ModelDefinition, Row } from "../data/definition.js";
import { isObject } from "../values.js";

/** The value that a name in `order` or a path in `where` refers to. */
export interface ColumnPath {
  readonly column: Column;
  /** Returns the value in a row, or null. */
  readonly get: (row: Row) => unknown;
}

/** A value in a JSONB column. It is always compared as a string. */
const jsonItem: Column = {
  ...textColumn,
  load: toItemText,
  toText: toItemText,
};

function toItemText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * Resolves a path such as `data.n`.
 *
 * @returns undefined for a name without a dot, and for a path below an undeclared property
 * @throws {DatabaseError} for a path below a column that is not JSONB
 */
export function resolvePath(definition: ModelDefinition, path: string): ColumnPath | undefined {
  const [name = "", ...keys] = path.split(".");
  const column = keys.length === 0 ? undefined : listVisibleColumns(definition).get(name);
  if (column === undefined) return undefined;
  if (!column.isJson) throw new DatabaseError(`operator does not exist: '${name}' is not a JSONB column`);
  return {
    column: jsonItem,
    get: (row) =>
      keys.reduce<unknown>((value, key) => (isObject(value) ? value[key] : null), row[name]) ?? null,
  };
}
