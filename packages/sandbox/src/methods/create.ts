import type { ModelDefinition, Row } from "../data/definition.js";
import { visibleTo } from "../data/instance.js";
import type { Store } from "../data/store.js";
import { createRow, type Data, patchRow, sentId } from "../data/write.js";
import { errorBody, LoopBackError } from "../loopback-error.js";
import { objectOr } from "../values.js";

/**
 * Creates one record, or each of a list. As in LoopBack 3 the good ones of a list are stored even if others are not.
 *
 * @param data a record or a list of them; null counts as an empty record
 * @param fixed properties that the route decides, such as a relation's foreign key
 * @throws {LoopBackError} as `createRow` does; for a list 500 with a `details` that holds each item's error, or null
 */
export function createFrom(
  store: Store,
  definition: ModelDefinition,
  data: unknown,
  fixed: Data = {},
): Row | Row[] {
  const create = (item: unknown): Row => {
    const record = { ...objectOr(item), ...fixed };
    return visibleTo(definition)(createOrUpdate(store, definition, record));
  };
  return Array.isArray(data) ? createEach(data, create) : create(data);
}

function createOrUpdate(store: Store, definition: ModelDefinition, data: Data): Row {
  const id = sentId(data);
  const exists = id !== undefined && store.table(definition.name).get(id) !== undefined;
  return definition.postUpdates && exists
    ? patchRow(store, definition, id, data)
    : createRow(store, definition, data);
}

function createEach(items: readonly unknown[], create: (item: unknown) => Row): Row[] {
  const errors: unknown[] = [];
  const rows: Row[] = [];
  for (const [index, item] of items.entries()) {
    try {
      rows.push(create(item));
      errors[index] = null;
    } catch (error) {
      errors[index] = errorBody(error);
    }
  }
  if (rows.length === items.length) return rows;
  throw new LoopBackError(500, "Failed with multiple errors, see `details` for more information.", {
    details: errors,
  });
}
