import type { ModelDefinition, Row } from "../data/definition.js";
import { createUnknownIdError } from "../loopback-error.js";
import { parseFilter } from "../query/filter.js";
import { countMatching, findRow, findRows, presentRows } from "../query/find.js";
import { parseWhere } from "../query/where.js";
import type { AccessRule, Arguments, Call, RemoteMethod } from "../remoting/shared-class.js";
import { toObject } from "../values.js";
import { ANY_WHERE, FILTER, ID, getId } from "./arguments.js";

/**
 * Default and maximum number of records per page. A higher limit is reduced to it without an error (vendor).
 */
export const PAGE_CAP = 1000;

/** Creates the methods of LoopBack 3's PersistedModel that read. */
export function createReadMethods(definition: ModelDefinition, allows: AccessRule): RemoteMethod[] {
  const { name } = definition;
  return [
    {
      name: "find",
      verb: "GET",
      path: "/",
      summary: `Finds records of ${name}. With count=True, the header X-Total-Count is their total number.`,
      accepts: [
        FILTER,
        { name: "count", source: "query", type: "string", description: "True: return X-Total-Count." },
      ],
      returns: "list",
      allows,
      invoke: (call, args) => find(definition, call, args),
    },
    {
      name: "findOne",
      verb: "GET",
      path: "/findOne",
      summary: `Finds the first record of ${name} that matches.`,
      accepts: [FILTER],
      returns: "object",
      allows,
      invoke: ({ store }, { filter }) => {
        const [row] = findRows(store, definition, { ...toObject(filter), limit: 1 });
        if (row === undefined) throw createUnknownIdError(name, undefined);
        return row;
      },
    },
    {
      name: "count",
      verb: "GET",
      path: "/count",
      summary: `Counts records of ${name}. Use 'where'. A 'filter' is ignored, and all records are counted.`,
      accepts: [ANY_WHERE],
      returns: "object",
      allows,
      invoke: (call, { where }) => ({ count: countRows(definition, call, where) }),
    },
    {
      name: "exists",
      verb: "GET",
      path: "/:id/exists",
      summary: `Returns whether a record of ${name} exists.`,
      accepts: [ID],
      returns: "object",
      allows,
      invoke: ({ store }, args) => ({ exists: findRow(store, name, getId(args)) !== undefined }),
    },
    {
      name: "findById",
      verb: "GET",
      path: "/:id",
      summary: `Finds a record of ${name} by its ID.`,
      accepts: [ID, FILTER],
      returns: "object",
      allows,
      invoke: (call, args) => findById(definition, call, args),
    },
  ];
}

function find(definition: ModelDefinition, call: Call, { filter, count }: Arguments): Partial<Row>[] {
  const rows = findRows(call.store, definition, filter, PAGE_CAP);
  if (String(count).toLowerCase() === "true") {
    call.setHeader("x-total-count", String(countRows(definition, call, toObject(filter)["where"])));
  }
  return rows;
}

function findById(definition: ModelDefinition, { store }: Call, args: Arguments): Partial<Row> | undefined {
  // Only fields and include of a filter apply here. Its condition is ignored (LoopBack 3).
  const { fields, include } = toObject(args["filter"]);
  const filter = parseFilter(definition, { fields, include });
  const row = findRow(store, definition.name, getId(args));
  if (row === undefined) throw createUnknownIdError(definition.name, getId(args));
  return presentRows(store, definition, [row], filter)[0];
}

/** Counts the records that match a condition that was not parsed yet. */
function countRows(definition: ModelDefinition, { store }: Call, where: unknown): number {
  const table = store.table(definition.name);
  if (where === undefined || where === null) return table.size;
  return countMatching(table, parseWhere(definition, where));
}
