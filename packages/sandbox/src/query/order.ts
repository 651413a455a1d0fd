import { type Column, listVisibleColumns } from "../data/column.js";
import type { ModelDefinition, Row } from "../data/definition.js";
import { DatabaseError, LoopBackError } from "../loopback-error.js";
import { type ColumnPath, resolvePath } from "./path.js";

/** The columns to sort by, in order of precedence. Empty if the request has no order. */
export type Order = readonly (ColumnPath & { readonly name: string; readonly isDescending: boolean })[];

/**
 * Parses `order`: `"name"`, `"name DESC"`, `"a, b DESC"`, or a list of them. The database has lower-case
 * columns, so the case of a property does not matter here, although it does in `where`.
 *
 * @throws {LoopBackError} 400 for a direction other than ASC and DESC, and for a value that is not a string
 * @throws {DatabaseError} for an unknown property and for an empty list
 */
export function parseOrder(definition: ModelDefinition, order: unknown): Order {
  if (!order) return [];
  const tokens = [order].flat().flatMap((entry) => {
    if (typeof entry !== "string")
      throw new LoopBackError(400, `The order ${JSON.stringify(entry)} is not valid`);
    return entry.split(/(?:\s*,\s*)+/).filter((token) => token !== "");
  });
  const parts = tokens.map(parseToken);
  if (parts.length === 0) throw new DatabaseError("syntax error: ORDER BY without a column");
  return parts.map(({ property, isDescending }) => ({
    ...resolveColumn(definition, property),
    isDescending,
  }));
}

function parseToken(token: string): { property: string; isDescending: boolean } {
  const [property = "", direction] = token.split(/\s+/);
  if (direction === undefined || /^asc$/i.test(direction)) return { property, isDescending: false };
  if (/^desc$/i.test(direction)) return { property, isDescending: true };
  throw new LoopBackError(400, `The order "${token}" has invalid direction`);
}

function resolveColumn(definition: ModelDefinition, property: string): ColumnPath & { name: string } {
  const path = resolvePath(definition, property);
  if (path !== undefined) return { ...path, name: property };
  const columns = [...listVisibleColumns(definition)];
  const found = columns.find(([name]) => name.toLowerCase() === property.toLowerCase());
  if (found === undefined) throw new DatabaseError(`column "${property.toLowerCase()}" does not exist`);
  const [name, column] = found;
  return { name, column, get: (row) => row[name] ?? null };
}

/** Returns whether an order is the default order: by ascending ID. */
export function isById(order: Order): boolean {
  return order.length === 0 || (order[0]?.name === "id" && !order[0].isDescending);
}

/**
 * Sorts rows. NULL is greater than every value, so it is last in ascending order and first in descending
 * order (PostgreSQL). Ties keep their order.
 */
export function sortRows(rows: Row[], order: Order): Row[] {
  return rows.sort((a, b) => {
    for (const { column, get, isDescending } of order) {
      const difference = compareStored(column, get(a), get(b));
      if (difference !== 0) return isDescending ? -difference : difference;
    }
    return 0;
  });
}

function compareStored(column: Column, a: unknown, b: unknown): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return column.compare(column.load(a), column.load(b));
}
