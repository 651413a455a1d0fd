import { LoopBackError, createNoModelError } from "../loopback-error.js";
import type { JsonObject } from "../values.js";
import type { ModelDefinition, Row } from "./definition.js";
import { getDefaults, INVALID_DATE, buildRow } from "./instance.js";
import type { Store } from "./store.js";
import { validate } from "./validate.js";

/** What a client sends as a record. */
export type Data = Readonly<JsonObject>;

/**
 * Stores a new record. An id that is null or empty counts as missing, and a missing one is made.
 *
 * @throws {LoopBackError} 422 when it is not valid, 409 when its id is taken
 */
export function createRow(store: Store, definition: ModelDefinition, data: Data): Row {
  const table = store.table(definition.name);
  const id = getSentId(data) ?? store.random(definition.name).uuid();
  const row: Row = {
    ...buildRow(definition, { ...getDefaults(definition, store.clock), ...data, id }),
    id,
  };
  validate(table, row);
  if (table.get(row.id) !== undefined)
    throw new LoopBackError(409, `Duplicate entry for ${definition.name}.id`);
  table.put(row);
  return row;
}

/**
 * Puts a record in the place of another: what is not sent is gone.
 *
 * @throws {LoopBackError} 404 for an unknown id, 400 for a change of the id, 422 when the new record is not valid
 */
export function replaceRow(store: Store, definition: ModelDefinition, id: string, data: Data): Row {
  const table = store.table(definition.name);
  const row: Row = { ...buildRow(definition, { id, ...data }), id };
  const sent = getSentId(data) ?? id;
  if (sent !== id) throw new LoopBackError(400, `id property (id) cannot be updated from ${id} to ${sent}`);
  validate(table, row);
  if (table.get(id) === undefined)
    throw new LoopBackError(404, `Could not replace. Object with id ${id} does not exist!`);
  table.put(row);
  return row;
}

/**
 * Changes the sent properties of a record.
 *
 * @throws {LoopBackError} 404 for an unknown id, 400 for a change of the id, 422 when the changed record is not valid
 */
export function patchRow(store: Store, definition: ModelDefinition, id: string, data: Data): Row {
  const table = store.table(definition.name);
  const current = table.get(id);
  if (current === undefined) throw createNoModelError(id);
  const sent = getSentId(data) ?? id;
  if (sent !== id)
    throw new LoopBackError(400, `id cannot be updated from ${id} to ${sent} when forceId is set to true`);
  const row = mergeRow(definition, current, data);
  validate(table, row);
  table.put(row);
  return row;
}

/**
 * Changes the sent properties of many records. As in LoopBack 3 nothing is validated, and an id that is sent is ignored.
 *
 * @returns how many records were changed
 * @throws {Error} for what is no date: LoopBack 3 answers 500
 */
export function patchRows(
  store: Store,
  definition: ModelDefinition,
  rows: readonly Row[],
  data: Data,
): number {
  const hasInvalidDate = Object.values(buildRow(definition, data)).includes(INVALID_DATE);
  if (hasInvalidDate) throw new Error("LoopBack 3 fails on a date that it cannot read.");
  for (const row of rows) store.table(definition.name).put(mergeRow(definition, row, data));
  return rows.length;
}

/**
 * Deletes a record; tells whether there was one.
 *
 * @throws {LoopBackError} what the model throws to protect it
 */
export function deleteRow(store: Store, definition: ModelDefinition, id: string): boolean {
  const table = store.table(definition.name);
  const row = table.get(id);
  if (row !== undefined) definition.beforeDelete?.(row, store);
  return table.delete(id);
}

/** The id that a client sends, if it sends one. */
export function getSentId(data: Data): string | undefined {
  const { id } = data;
  return typeof id === "string" || typeof id === "number" ? String(id) || undefined : undefined;
}

/** A record with some of its properties changed, in the order of its model. Its id stays. */
function mergeRow(definition: ModelDefinition, row: Row, data: Data): Row {
  return { ...buildRow(definition, { ...row, ...data }), id: row.id };
}
