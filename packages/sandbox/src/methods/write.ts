import type { AccessRule } from "../remoting/access-rules.js";
import type { ModelDefinition, Row } from "../data/definition.js";
import { visibleTo } from "../data/instance.js";
import type { Store } from "../data/store.js";
import { createRow, deleteRow, patchRow, patchRows, replaceRow, sentId } from "../data/write.js";
import { matchingRows } from "../query/find.js";
import { parseWhere } from "../query/where/parse.js";
import type { Argument, Arguments, RemoteMethod } from "../remoting/shared-class.js";
import { DATA, DATA_OR_LIST, dataOf, ID, idOf, WHERE } from "./arguments.js";
import { createFrom } from "./create.js";

/** The writing methods of LoopBack 3's PersistedModel, without `change-stream` and `upsertWithWhere`. */
export function writeMethods(definition: ModelDefinition, allows: AccessRule): RemoteMethod[] {
  const { name } = definition;
  const visible = visibleTo(definition);
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
    visible(replaceRow(store, definition, idOf(args), dataOf(args)));
  const replaceOrCreate = (store: Store, args: Arguments): Row =>
    visible(upsert(store, definition, dataOf(args), replaceRow));

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
      (store, args) => visible(upsert(store, definition, dataOf(args), patchRow)),
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
      (store, args) => visible(patchRow(store, definition, idOf(args), dataOf(args))),
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
      (store, args) => ({ count: Number(deleteRow(store, definition, idOf(args))) }),
    ),
  ];
}

function upsert(
  store: Store,
  definition: ModelDefinition,
  data: Record<string, unknown>,
  change: typeof patchRow,
): Row {
  const id = sentId(data);
  const exists = id !== undefined && store.table(definition.name).get(id) !== undefined;
  return exists ? change(store, definition, id, data) : createRow(store, definition, data);
}

function updateAll(store: Store, definition: ModelDefinition, args: Arguments): number {
  if (args["where"] === undefined || args["where"] === null)
    throw new Error("LoopBack 3 fails on an update without 'where'.");
  const matching = [...matchingRows(store.table(definition.name), parseWhere(definition, args["where"]))];
  return patchRows(store, definition, matching, dataOf(args));
}
