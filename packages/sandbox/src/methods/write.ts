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
import { DatabaseError, toErrorBody, LoopBackError } from "../loopback-error.js";
import { findMatching, findRow } from "../query/find.js";
import type { AccessRule, Argument, Arguments, RemoteMethod } from "../remoting/shared-class.js";
import { asText, toObject } from "../values.js";
import { createChangeStreamMethods } from "./change-stream.js";
import { ANY_WHERE, DATA, DATA_OR_LIST, getData, ID, getId, WHERE } from "./arguments.js";

/** Creates the methods of LoopBack 3's PersistedModel that write. */
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
    invoke: ({ store, user }, args) => invoke(store, setUser(store, definition, user, args)),
  });
  const replaceById = (store: Store, args: Arguments): Row =>
    visible(replaceRow(store, definition, getId(args), getData(args)));
  const replaceOrCreate = (store: Store, args: Arguments): Row =>
    visible(upsert(store, definition, getData(args), replaceRow));

  return [
    method(
      { name: "create", verb: "POST", path: "/", summary: `Creates one or more records of ${name}.` },
      [DATA_OR_LIST],
      (store, { data }) => createFrom(store, definition, data),
    ),
    method(
      {
        name: "patchOrCreate",
        verb: "PATCH",
        path: "/",
        summary: `Changes the record of ${name} with the sent ID, or creates it.`,
      },
      [DATA],
      (store, args) => visible(upsert(store, definition, getData(args), patchRow)),
    ),
    method(
      {
        name: "replaceOrCreate",
        verb: "PUT",
        path: "/",
        summary: `Replaces the record of ${name} with the sent ID, or creates it.`,
      },
      [DATA],
      replaceOrCreate,
    ),
    method(
      {
        name: "replaceOrCreate",
        verb: "POST",
        path: "/replaceOrCreate",
        summary: "Same as PUT without an ID in the path.",
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
        name: "upsertWithWhere",
        verb: "POST",
        path: "/upsertWithWhere",
        summary: `Changes the one record of ${name} that matches 'where', or creates one.`,
      },
      [WHERE, DATA],
      (store, args) => visible(upsertWithWhere(store, definition, args)),
    ),
    ...(definition.hasDeleteAll
      ? [
          method(
            {
              name: "destroyAll",
              verb: "DELETE",
              path: "/",
              summary: `Deletes all records of ${name} that match 'where'. Without it, all records are deleted.`,
            },
            [ANY_WHERE],
            (store, { where }) => ({ count: destroyAll(store, definition, where) }),
          ),
        ]
      : []),
    ...createChangeStreamMethods(definition, allows),
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
        summary: `Replaces a record of ${name}. Properties that are not sent are removed.`,
      },
      [ID, DATA],
      replaceById,
    ),
    method(
      { name: "replaceById", verb: "POST", path: "/:id/replace", summary: "Same as PUT." },
      [ID, DATA],
      replaceById,
    ),
    method(
      {
        name: "deleteById",
        verb: "DELETE",
        path: "/:id",
        summary: `Deletes a record of ${name}. The count is 0 if the ID is unknown.`,
      },
      [ID],
      (store, args) => ({ count: Number(deleteRow(store, definition, getId(args))) }),
    ),
  ];
}

/**
 * Properties that HUNT sets to the ID of the caller, regardless of the body (vendor): when a record is
 * created, and on each change.
 */
const userProperties: Readonly<Record<string, { readonly created: string; readonly updated?: string }>> = {
  Extension: { created: "createdBy", updated: "updatedBy" },
  Rule: { created: "createdBy", updated: "updatedBy" },
  UserComment: { created: "userId" },
};

function setUser(
  store: Store,
  definition: ModelDefinition,
  user: Row | undefined,
  args: Arguments,
): Arguments {
  const properties = userProperties[definition.name];
  if (properties === undefined || user === undefined || args["data"] === undefined) return args;
  const { created, updated } = properties;
  const setOne = (given: unknown): unknown => {
    const data = toObject(given);
    if (Object.keys(data).length === 0) return given;
    const id = asText(args["id"]) ?? getSentId(data);
    const isNew = id === undefined || findRow(store, definition.name, id) === undefined;
    const { [created]: _, ...rest } = data;
    return {
      ...rest,
      ...(isNew && { [created]: user.id }),
      ...(updated !== undefined && { [updated]: user.id }),
    };
  };
  const { data } = args;
  return { ...args, data: Array.isArray(data) ? data.map(setOne) : setOne(data) };
}

function upsert(
  store: Store,
  definition: ModelDefinition,
  data: Record<string, unknown>,
  change: typeof patchRow,
): Row {
  const id = getSentId(data);
  const exists = id !== undefined && findRow(store, definition.name, id) !== undefined;
  return exists ? change(store, definition, id, data) : createRow(store, definition, data);
}

function updateAll(store: Store, definition: ModelDefinition, args: Arguments): number {
  const { where } = args;
  // Without a condition, LoopBack fails. A condition that is null or empty matches every record.
  if (where === undefined) throw new DatabaseError("The where argument must be an object");
  const data = getData(args);
  const count = patchRows(store, definition, findMatching(store, definition.name, where), data);
  store.changes.publish(definition.name, { where, data, type: "create" });
  return count;
}

function upsertWithWhere(store: Store, definition: ModelDefinition, args: Arguments): Row {
  const { where } = args;
  const data = getData(args);
  if (where === undefined) throw new DatabaseError("The where argument must be an object");
  if (Object.keys(data).length === 0) throw new LoopBackError(400, "data object cannot be empty!");
  if (where === null) throw new DatabaseError("LoopBack 3 fails on 'where: null'.");
  const [row, other] = findMatching(store, definition.name, where);
  if (row === undefined) return createRow(store, definition, data);
  if (other === undefined) return patchRow(store, definition, row.id, data);
  throw new LoopBackError(400, "There are multiple instances found.Upsert Operation will not be performed!");
}

/** Without a condition, or with one that is dropped, this deletes all records. */
function destroyAll(store: Store, definition: ModelDefinition, where: unknown): number {
  const rows = findMatching(store, definition.name, where);
  for (const { id } of rows) store.table(definition.name).delete(id);
  store.changes.publish(definition.name, { where, type: "remove" });
  return rows.length;
}

/**
 * Creates a record, or each record of a list. The valid records of a list are stored even if others are
 * invalid (LoopBack 3).
 *
 * @param data a record, or a list of records. Null is an empty record.
 * @param fixed properties that the route sets, such as the foreign key of a relation
 * @throws {LoopBackError} as `createRow` does. For a list, 500 with the error of each item, or null, in
 * `details`.
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
  const exists = id !== undefined && findRow(store, definition.name, id) !== undefined;
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
    } catch (error) {
      errors[index] = toErrorBody(error);
    }
  }
  if (rows.length === items.length) return rows;
  throw new LoopBackError(500, "Failed with multiple errors, see `details` for more information.", {
    details: errors,
  });
}
