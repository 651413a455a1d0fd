import type { ModelDefinition, RelationDefinition, Row } from "../data/definition.js";
import { parseId } from "../data/column.js";
import { createHider } from "../data/instance.js";
import type { Store } from "../data/store.js";
import type { Table } from "../data/table.js";
import { DatabaseError, LoopBackError, createUnknownIdError } from "../loopback-error.js";
import { isList, isObject } from "../values.js";
import { type Filter, type Inclusion, parseFilter, pick } from "./filter.js";
import { isById, sortRows } from "./order.js";
import { runWithStepLimit } from "./step-limit.js";
import { parseWhere, type Where } from "./where.js";

/**
 * Finds records as LoopBack 3's `find` does: by condition, order, page, fields, and inclusions. Hidden
 * properties are removed.
 *
 * @param filter the caller's filter, not yet parsed
 * @param pageCap maximum number of records, regardless of the filter. Default: no maximum.
 * @throws as `parseFilter` and `includeRelations` do
 */
export function findRows(
  store: Store,
  definition: ModelDefinition,
  filter: unknown,
  pageCap?: number,
): Partial<Row>[] {
  return runWithStepLimit(() => {
    const parsed = parseFilter(definition, filter);
    const limit = Math.min(parsed.limit ?? Infinity, pageCap ?? Infinity);
    const page = selectPage(store.table(definition.name), parsed, limit);
    return presentRows(store, definition, page, parsed);
  });
}

/**
 * Returns records as the caller sees them: the requested fields and the inclusions, without hidden
 * properties.
 */
export function presentRows(
  store: Store,
  definition: ModelDefinition,
  rows: readonly Row[],
  { fields, include }: Pick<Filter, "fields" | "include">,
): Partial<Row>[] {
  const visible = rows.map(createHider(definition));
  if (fields === undefined && include.length === 0) return visible;
  const copies = visible.map((row) => pick(row, fields));
  includeRelations(store, definition, copies, include);
  return copies;
}

/** Returns the records that match a condition, by ascending ID. */
export function selectRows(table: Table, where: Where): Row[] {
  return takePage(listCandidates(table, where), where, 0, Infinity);
}

/** Returns the number of records that match a condition. */
export function countMatching(table: Table, where: Where): number {
  return selectRows(table, where).length;
}

function selectPage(table: Table, { where, order, skip }: Filter, limit: number): Row[] {
  if (isById(order)) return takePage(listCandidates(table, where), where, skip, limit);
  const rows = where.ids === undefined ? table.inOrderOfInsertion() : listCandidates(table, where);
  return sortRows(takePage(rows, where, 0, Infinity), order).slice(skip, skip + limit);
}

function takePage(rows: Iterable<Row>, where: Where, skip: number, limit: number): Row[] {
  return runWithStepLimit(() => {
    const page: Row[] = [];
    let skipped = 0;
    for (const row of rows) {
      if (where.test(row) !== true) continue;
      if (skipped < skip) skipped += 1;
      else if (page.push(row) === limit) break;
    }
    return page;
  });
}

/**
 * Returns the records that a condition can match, by ascending ID. IDs in the condition are looked up without
 * a scan.
 */
function* listCandidates(table: Table, { ids, idsAfter }: Where): Generator<Row> {
  if (ids !== undefined) {
    for (const id of [...new Set(ids)].sort()) {
      const row = table.get(id);
      if (row !== undefined) yield row;
    }
    return;
  }
  const rows = table.inOrderOfId();
  yield* idsAfter === undefined ? rows : rows.slice(findFirstAfter(rows, idsAfter));
}

/** Returns the index of the first record with a greater ID (binary search). */
function findFirstAfter(rows: readonly Row[], id: string): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.id ?? "") > id) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Adds related records to the records that were found. It changes these records.
 *
 * @param rows the records that were found, reduced to the requested fields. A relation needs its key among
 *   them (LoopBack 3).
 * @throws {LoopBackError} 400 if the fields do not contain the ID that a hasMany relation uses
 * @throws {DatabaseError} if a relation does not exist
 */
function includeRelations(
  store: Store,
  definition: ModelDefinition,
  rows: readonly Partial<Row>[],
  inclusions: readonly Inclusion[],
): void {
  if (rows.length === 0) return;
  runWithStepLimit(() => {
    for (const inclusion of inclusions) includeRelation(store, definition, rows, inclusion);
  });
}

function includeRelation(
  store: Store,
  definition: ModelDefinition,
  rows: readonly Partial<Row>[],
  { relation: name, scope }: Inclusion,
): void {
  const relation = Object.hasOwn(definition.relations ?? {}, name) ? definition.relations?.[name] : undefined;
  if (relation === undefined)
    throw new DatabaseError(`Relation "${name}" is not defined for ${definition.name} model`);
  if (relation.type === "belongsTo") includeOne(store, name, relation, rows, scope);
  else includeMany(store, name, relation, rows, scope);
}

function includeOne(
  store: Store,
  name: string,
  { model, foreignKey }: RelationDefinition,
  rows: readonly Partial<Row>[],
  scope: Inclusion["scope"],
): void {
  const keys = [
    ...new Set(rows.map((row) => row[foreignKey]).filter((key) => key !== undefined && key !== null)),
  ];
  const related = new Map<unknown, Partial<Row>>(
    findScoped(store, model, "id", keys, scope).map((other) => [other.id, other]),
  );
  for (const row of rows) {
    const other = related.get(row[foreignKey]);
    if (other !== undefined) row[name] = other;
  }
}

function includeMany(
  store: Store,
  name: string,
  { model, foreignKey }: RelationDefinition,
  rows: readonly Partial<Row>[],
  scope: Inclusion["scope"],
): void {
  const missing = rows.find((row) => row.id === undefined);
  if (missing !== undefined) {
    const advice = 'Please make sure `fields` include "id" if it\'s present in the `filter`';
    throw new LoopBackError(
      400,
      `ID property "id" is missing for included item: ${JSON.stringify(missing)}. ${advice}`,
    );
  }
  // A limit in a scope applies to each record separately, so each record requires its own search.
  const isPaged = Boolean(scope["limit"] || scope["skip"] || scope["offset"]);
  const ids = rows.map((row): unknown => row.id);
  const found = isPaged
    ? ids.flatMap((id) => findScoped(store, model, foreignKey, [id], scope))
    : findScoped(store, model, foreignKey, ids, scope);
  const related = new Map(ids.map((id): [unknown, Partial<Row>[]] => [id, []]));
  for (const other of found) related.get(other[foreignKey])?.push(other);
  for (const row of rows) row[name] = related.get(row.id);
}

/** Returns the related records that match a scope. The fields always include the key of the relation. */
function findScoped(
  store: Store,
  model: string,
  key: string,
  keys: readonly unknown[],
  scope: Inclusion["scope"],
): Partial<Row>[] {
  const where = { and: [scope["where"] ?? {}, { [key]: { inq: keys } }] };
  return findRows(store, store.definition(model), { ...scope, where, fields: addKey(scope["fields"], key) });
}

function addKey(fields: unknown, key: string): unknown {
  if (typeof fields === "string") return [fields, key];
  if (isList(fields)) return fields.length > 0 ? [...fields, key] : fields;
  return isObject(fields) && Object.values(fields).some(Boolean) ? { ...fields, [key]: true } : fields;
}

/**
 * Finds a record by the ID in a request.
 *
 * @throws {DatabaseError} if IDs are UUIDs and this is not one
 */
export function findRow(store: Store, model: string, id: string): Row | undefined {
  return store.table(model).get(parseId(store.definition(model), id));
}

/**
 * Returns the record with this ID.
 *
 * @throws {LoopBackError} 404 MODEL_NOT_FOUND if it does not exist
 * @throws {DatabaseError} if IDs are UUIDs and this is not one
 */
export function requireRow(store: Store, model: string, id: string): Row {
  const row = findRow(store, model, id);
  if (row === undefined) throw createUnknownIdError(model, id);
  return row;
}

/** Returns the records with these IDs, without duplicates. Unknown IDs are ignored. */
export function findByIds(store: Store, model: string, ids: readonly string[]): Row[] {
  return [...new Set(ids)].map((id) => store.table(model).get(id)).filter((row) => row !== undefined);
}

/**
 * Returns the records that match a condition that was not parsed yet, or all records without one.
 *
 * @throws as `parseWhere` does
 */
export function findMatching(store: Store, model: string, where: unknown): Row[] {
  return selectRows(store.table(model), parseWhere(store.definition(model), where));
}
