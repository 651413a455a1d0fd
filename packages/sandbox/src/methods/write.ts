import type { ModelDefinition, Row } from "../data/definition.js";
import { createHider } from "../data/instance.js";
import type { Store } from "../data/store.js";
import {
  createRow,
  type Data,
  deleteRow,
  patchRow,
  patchRows,
  replaceRow,
  getSentId,
} from "../data/write.js";
import { toErrorBody, LoopBackError } from "../loopback-error.js";
import { selectRows } from "../query/find.js";
import { parseWhere } from "../query/where.js";
import type { AccessRule, Argument, Arguments, RemoteMethod } from "../remoting/shared-class.js";
import { toObject } from "../values.js";
import { DATA, DATA_OR_LIST, getData, ID, getId, WHERE } from "./arguments.js";

/** The writing methods of LoopBack 3's PersistedModel, without `change-stream` and `upsertWithWhere`. */
export function createWriteMethods(definition: ModelDefinition, allows: AccessRule): RemoteMethod[] {
  const { name } = definition;
  const visible = createHider(definition);
  const method = (
    route: Pick<RemoteMethod, "name" | "verb" | "path" | "summary">,
    accepts: readonly Argument[],
    invoke: (store: Store, args: Arguments) => unknown,
  ): RemoteMethod => ({
    ...route,
    accepts,
    returns: "object",
    allows,
    invoke: ({ store }, args) => invoke(store, args),
  });
  const replaceById = (store: Store, args: Arguments): Row =>
    visible(replaceRow(store, definition, getId(args), getData(args)));
  const replaceOrCreate = (store: Store, args: Arguments): Row =>
    visible(upsert(store, definition, getData(args), replaceRow));

  return [
    method(
      { name: "create", verb: "POST", path: "/", summary: `Creates a record of ${name}, or each of a list.` },
      [DATA_OR_LIST],
      (store, { data }) => createFrom(store, definition, data),
    ),
    method(
      {
        name: "patchOrCreate",
        verb: "PATCH",
        path: "/",
        summary: `Changes the record of ${name} with the sent id, or creates it.`,
      },
      [DATA],
      (store, args) => visible(upsert(store, definition, getData(args), patchRow)),
    ),
    method(
      {
        name: "replaceOrCreate",
        verb: "PUT",
        path: "/",
        summary: `Replaces the record of ${name} with the sent id, or creates it.`,
      },
      [DATA],
      replaceOrCreate,
    ),
    method(
      {
        name: "replaceOrCreate",
        verb: "POST",
        path: "/replaceOrCreate",
        summary: "The same as PUT without an id in the path.",
      },
      [DATA],
      replaceOrCreate,
    ),
    method(
      {
        name: "updateAll",
        verb: "POST",
        path: "/update",
        summary: `Changes all records of ${name} that match 'where'.`,
      },
      [WHERE, DATA],
      (store, args) => ({ count: updateAll(store, definition, args) }),
    ),
    method(
      {
        name: "patchAttributes",
        verb: "PATCH",
        path: "/:id",
        summary: `Changes the sent properties of a record of ${name}.`,
      },
      [ID, DATA],
      (store, args) => visible(patchRow(store, definition, getId(args), getData(args))),
    ),
    method(
      {
        name: "replaceById",
        verb: "PUT",
        path: "/:id",
        summary: `Replaces a record of ${name}: what is not sent is gone.`,
      },
      [ID, DATA],
      replaceById,
    ),
    method(
      { name: "replaceById", verb: "POST", path: "/:id/replace", summary: "The same as PUT." },
      [ID, DATA],
      replaceById,
    ),
    method(
      {
        name: "deleteById",
        verb: "DELETE",
        path: "/:id",
        summary: `Deletes a record of ${name}; an unknown id counts 0.`,
      },
      [ID],
      (store, args) => ({ count: Number(deleteRow(store, definition, getId(args))) }),
    ),
  ];
}

function upsert(
  store: Store,
  definition: ModelDefinition,
  data: Record<string, unknown>,
  change: typeof patchRow,
): Row {
  const id = getSentId(data);
  const exists = id !== undefined && store.table(definition.name).get(id) !== undefined;
  return exists ? change(store, definition, id, data) : createRow(store, definition, data);
}

function updateAll(store: Store, definition: ModelDefinition, args: Arguments): number {
  if (args["where"] === undefined || args["where"] === null)
    throw new Error("LoopBack 3 fails on an update without 'where'.");
  const matching = [...selectRows(store.table(definition.name), parseWhere(definition, args["where"]))];
  return patchRows(store, definition, matching, getData(args));
}

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
    const record = { ...toObject(item), ...fixed };
    return createHider(definition)(createOrUpdate(store, definition, record));
  };
  return Array.isArray(data) ? createEach(data, create) : create(data);
}

function createOrUpdate(store: Store, definition: ModelDefinition, data: Data): Row {
  const id = getSentId(data);
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
      errors[index] = toErrorBody(error);
    }
  }
  if (rows.length === items.length) return rows;
  throw new LoopBackError(500, "Failed with multiple errors, see `details` for more information.", {
    details: errors,
  });
}
