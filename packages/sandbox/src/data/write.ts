import { DatabaseError, LoopBackError, createNoModelError } from "../loopback-error.js";
import { isObject, type JsonObject } from "../values.js";
import { listColumns, parseId } from "./column.js";
import type { ModelDefinition, Row } from "./definition.js";
import { getDefaults, buildRow } from "./instance.js";
import type { Store } from "./store.js";
import { validate } from "./validate.js";

/** The properties of a record in a request body. */
export type Data = Readonly<JsonObject>;

/**
 * Stores a new record. A missing ID is generated.
 *
 * @returns the sent properties, with the defaults, including those that the table does not have
 * @throws {LoopBackError} 422 if the record is invalid
 * @throws {DatabaseError} if its ID exists or is null, or if a column cannot hold a value
 */
export function createRow(store: Store, definition: ModelDefinition, data: Data): Row {
  const table = store.table(definition.name);
  const sent = { id: store.random(definition.name).uuid(), ...getDefaults(definition, store.clock), ...data };
  const record = buildRow(definition, sent);
  validate(table, record);
  if (typeof record["id"] !== "string") throw new DatabaseError("null value in column id");
  definition.beforeSave?.(record, store);
  const row: Row = { ...record, id: record["id"] };
  const stored = requireStorable(definition, row);
  if (table.get(stored.id) !== undefined)
    throw new DatabaseError("duplicate key value violates unique constraint");
  table.put(stored);
  store.changes.publish(definition.name, { target: row.id, data: row, type: "create" });
  return row;
}

/**
 * Models that accept an incomplete PUT. HUNT accepts `PUT flags/{id} {color}`, and the flag loses its name
 * (vendor's tests). For other models, this is unknown.
 */
const modelsWithPartialPut: ReadonlySet<string> = new Set(["Flag"]);

/**
 * Replaces a record. A property that is not sent is set to its default, or to null.
 *
 * @returns the sent properties, with the defaults
 * @throws {LoopBackError} 404 for an unknown ID, 400 for a change of the ID, 422 if the new record is invalid
 * @throws {DatabaseError} if a column cannot hold a value
 */
export function replaceRow(store: Store, definition: ModelDefinition, id: string, data: Data): Row {
  const table = store.table(definition.name);
  const row: Row = { ...buildRow(definition, { id, ...getDefaults(definition, store.clock), ...data }), id };
  const sent = getSentId(data) ?? id;
  if (sent !== id) throw new LoopBackError(400, `id property (id) cannot be updated from ${id} to ${sent}`);
  if (!modelsWithPartialPut.has(definition.name)) validate(table, row);
  const stored = requireStorable(definition, row);
  if (table.get(stored.id) === undefined)
    throw new LoopBackError(404, `Could not replace. Object with id ${id} does not exist!`);
  table.put(stored);
  store.changes.publish(definition.name, { target: row.id, data: row, type: "update" });
  return row;
}

/**
 * Changes the sent properties of a record.
 *
 * @returns the whole record, including sent properties that the table does not have
 * @throws {LoopBackError} 404 for an unknown ID, 400 for a change of the ID, 422 if the changed record is
 * invalid
 * @throws {DatabaseError} if no column was sent, or if a column cannot hold a value
 */
export function patchRow(store: Store, definition: ModelDefinition, id: string, data: Data): Row {
  const table = store.table(definition.name);
  const current = table.get(parseId(definition, id));
  if (current === undefined) throw createNoModelError(id);
  const sent = getSentId(data) ?? id;
  if (sent !== id)
    throw new LoopBackError(400, `id cannot be updated from ${id} to ${sent} when forceId is set to true`);
  const row = mergeRow(definition, current, data);
  validate(table, row);
  requireAssignment(definition, data);
  definition.beforeSave?.(row, store);
  table.put(requireStorable(definition, row));
  const changed: Row = { ...current, ...buildRow(definition, data), id: current.id };
  store.changes.publish(definition.name, { target: changed.id, data: changed, type: "update" });
  return changed;
}

/**
 * Changes the sent properties of many records. Nothing is validated (LoopBack 3).
 *
 * @returns how many records were changed
 * @throws {DatabaseError} if no column was sent, or if a column cannot hold a value
 */
export function patchRows(
  store: Store,
  definition: ModelDefinition,
  rows: readonly Row[],
  data: Data,
): number {
  requireAssignment(definition, data);
  const coerced = buildRow(definition, data);
  // Unlike in a single record, a value that is not a number reaches the database unchanged.
  if (Object.values(coerced).some(Number.isNaN)) throw new DatabaseError("invalid input syntax for a number");
  requireStorableValues(definition, rows.length > 0 ? coerced : omitNulls(coerced));
  for (const row of rows) store.table(definition.name).put(mergeRow(definition, row, data));
  return rows.length;
}

/**
 * Deletes a record. Returns whether it existed.
 *
 * @throws {LoopBackError} if the model protects the record
 */
export function deleteRow(store: Store, definition: ModelDefinition, id: string): boolean {
  const table = store.table(definition.name);
  const row = table.get(parseId(definition, id));
  if (row === undefined) return false;
  definition.beforeDelete?.(row, store);
  table.delete(row.id);
  store.changes.publish(definition.name, { target: row.id, where: { id: row.id }, type: "remove" });
  return true;
}

/** Returns the ID that a client sent, if any. */
export function getSentId(data: Data): string | undefined {
  const { id } = data;
  return typeof id === "string" || typeof id === "number" ? String(id) || undefined : undefined;
}

/** Returns a record with some properties changed, in the order of its model. The ID is kept. */
function mergeRow(definition: ModelDefinition, row: Row, data: Data): Row {
  return { ...buildRow(definition, { ...row, ...data }), id: row.id };
}

/** Removes nulls: if no row is changed, no NOT NULL constraint is violated. */
function omitNulls(data: Data): Data {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
}

/** Throws unless the data sets a column: `UPDATE ... SET` needs one. */
function requireAssignment(definition: ModelDefinition, data: Data): void {
  const columns = listColumns(definition);
  if (!Object.keys(data).some((name) => name !== "id" && data[name] !== undefined && columns.has(name)))
    throw new DatabaseError("syntax error: UPDATE without a column");
}

/** Returns the row with its ID as the table stores it. Throws if a column cannot hold a value. */
function requireStorable(definition: ModelDefinition, row: Row): Row {
  requireStorableValues(definition, row);
  return { ...row, id: parseId(definition, row.id) };
}

function requireStorableValues(definition: ModelDefinition, row: Readonly<JsonObject>): void {
  for (const [name, column] of listColumns(definition)) {
    const value = row[name];
    if (value === undefined) continue;
    if (value === null) {
      if (definition.properties[name]?.required) throw new DatabaseError(`null value in column "${name}"`);
    } else if (typeof value === "symbol")
      throw new DatabaseError("LoopBack 3 fails if it cannot parse a date.");
    else column.parse(isObject(value) || Array.isArray(value) ? JSON.stringify(value) : value);
  }
}
