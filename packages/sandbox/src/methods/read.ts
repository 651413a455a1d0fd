import type { ModelDefinition, Row } from "../data/definition.js";
import { createUnknownIdError } from "../loopback-error.js";
import { parseFilter } from "../query/filter.js";
import { countMatching, findRow, findRows, presentRows } from "../query/find.js";
import { parseWhere } from "../query/where.js";
import type { AccessRule, Arguments, Call, RemoteMethod } from "../remoting/shared-class.js";
import { toObject } from "../values.js";
import { ANY_WHERE, FILTER, ID, getId } from "./arguments.js";

/** At most so many records a page, by default and at most; what asks for more gets this many and no word about it (vendor). */
export const PAGE_CAP = 1000;

/** The reading methods of LoopBack 3's PersistedModel. */
export function createReadMethods(definition: ModelDefinition, allows: AccessRule): RemoteMethod[] {
  const { name } = definition;
  return [
    {
      name: "find",
      verb: "GET",
      path: "/",
      summary: `Finds records of ${name}; with count=True the header X-Total-Count tells how many there are.`,
      accepts: [
        FILTER,
        { name: "count", source: "query", type: "string", description: "True: answer X-Total-Count." },
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
      summary: `Counts records of ${name}. It takes 'where': a 'filter' is ignored, and everything counted.`,
      accepts: [ANY_WHERE],
      returns: "object",
      allows,
      invoke: (call, { where }) => ({ count: countRows(definition, call, where) }),
    },
    {
      name: "exists",
      verb: "GET",
      path: "/:id/exists",
      summary: `Tells whether a record of ${name} exists.`,
      accepts: [ID],
      returns: "object",
      allows,
      invoke: ({ store }, args) => ({ exists: findRow(store, name, getId(args)) !== undefined }),
    },
    {
      name: "findById",
      verb: "GET",
      path: "/:id",
      summary: `Finds a record of ${name} by its id.`,
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
  // Of a filter only fields and include have a meaning here; its condition is ignored (LoopBack 3).
  const { fields, include } = toObject(args["filter"]);
  const filter = parseFilter(definition, { fields, include });
  const row = findRow(store, definition.name, getId(args));
  if (row === undefined) throw createUnknownIdError(definition.name, getId(args));
  return presentRows(store, definition, [row], filter)[0];
}

/** How many records match a condition that is not yet understood. */
function countRows(definition: ModelDefinition, { store }: Call, where: unknown): number {
  const table = store.table(definition.name);
  if (where === undefined || where === null) return table.size;
  return countMatching(table, parseWhere(definition, where));
}
