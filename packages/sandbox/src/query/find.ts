import type { ModelDefinition, Row } from "../data/definition.js";
import { visibleTo } from "../data/instance.js";
import type { Store } from "../data/store.js";
import type { Table } from "../data/table.js";
import { pick } from "./fields.js";
import { type Filter, parseFilter } from "./filter/parse.js";
import { includeRelations } from "./include/follow.js";
import { isById, sortRows } from "./order.js";
import type { Where } from "./where/parse.js";

/**
 * Finds records as LoopBack 3's `find` does: condition, order, page, fields, inclusions, without hidden properties.
 *
 * @param filter the caller's filter, not yet understood
 * @param pageCap at most so many records, whatever the filter says; no cap when omitted
 * @throws as `parseFilter` and `includeRelations` do
 */
export function findRows(
  store: Store,
  definition: ModelDefinition,
  filter: unknown,
  pageCap?: number,
): Partial<Row>[] {
  const parsed = parseFilter(definition, filter);
  const limit = Math.min(parsed.limit ?? Infinity, pageCap ?? Infinity);
  const page = selectPage(store.table(definition.name), parsed, limit);
  return present(store, definition, page, parsed);
}

/** How records look to the caller: the wanted fields, the inclusions, and nothing hidden. */
export function present(
  store: Store,
  definition: ModelDefinition,
  rows: readonly Row[],
  { fields, include }: Pick<Filter, "fields" | "include">,
): Partial<Row>[] {
  const visible = rows.map(visibleTo(definition));
  if (fields === undefined && include.length === 0) return visible;
  const copies = visible.map((row) => pick(row, fields));
  includeRelations(store, definition, copies, include);
  return copies;
}

/** The records that meet a condition, by ascending id. */
export function* matchingRows(table: Table, where: Where): Generator<Row> {
  for (const row of candidates(table, where)) {
    if (where.test(row)) yield row;
  }
}

/** How many records meet a condition. */
export function countMatching(table: Table, where: Where): number {
  let count = 0;
  for (const row of candidates(table, where)) count += Number(where.test(row));
  return count;
}

function selectPage(table: Table, { where, order, skip }: Filter, limit: number): Row[] {
  if (isById(order)) return firstOf(matchingRows(table, where), skip, limit);
  const rows = where.ids === undefined ? table.inOrderOfInsertion() : candidates(table, where);
  const matching: Row[] = [];
  for (const row of rows) {
    if (where.test(row)) matching.push(row);
  }
  return sortRows(matching, order).slice(skip, skip + limit);
}

function firstOf(rows: Iterable<Row>, skip: number, limit: number): Row[] {
  const page: Row[] = [];
  let skipped = 0;
  for (const row of rows) {
    if (skipped < skip) skipped += 1;
    else if (page.push(row) === limit) break;
  }
  return page;
}

/** The records that a condition may match, by ascending id. A list of ids is looked up, and a page `after` an id starts there. */
function* candidates(table: Table, { ids, idsAfter }: Where): Generator<Row> {
  if (ids !== undefined) {
    for (const id of [...new Set(ids)].sort()) {
      const row = table.get(id);
      if (row !== undefined) yield row;
    }
    return;
  }
  const rows = table.inOrderOfId();
  yield* idsAfter === undefined ? rows : rows.slice(firstAfter(rows, idsAfter));
}

/** The place of the first record whose id is greater, by halving. */
function firstAfter(rows: readonly Row[], id: string): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.id ?? "") > id) high = middle;
    else low = middle + 1;
  }
  return low;
}
