import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { findMatching } from "../query/find.js";
import type { Argument, Arguments, ModelMethod } from "../remoting/shared-class.js";
import { isList, type JsonObject, toObject } from "../values.js";

/** The ID in the path. */
export const ID: Argument = { name: "id", source: "path", type: "string", description: "The record's ID." };

/** The ID of the related record in the path. */
export const FK: Argument = {
  name: "fk",
  source: "path",
  type: "string",
  description: "The related record's ID.",
};

/** A LoopBack filter. */
export const FILTER: Argument = {
  name: "filter",
  source: "any",
  type: "object",
  description: "JSON: {where, order, limit, skip, fields, include}.",
};

/** A LoopBack condition in the query string. */
export const WHERE: Argument = {
  name: "where",
  source: "query",
  type: "object",
  description: "JSON: a LoopBack condition.",
};

/** A LoopBack condition in any place: the stock methods that read or delete do not restrict it. */
export const ANY_WHERE: Argument = { ...WHERE, source: "any" };

/** A record, or some properties of one, as the body. */
export const DATA: Argument = { name: "data", source: "body", type: "object" };

/** One record or a list of them as the body. */
export const DATA_OR_LIST: Argument = { ...DATA, allowArray: true };

/** A required condition in the query string, for methods that act on all matching records. */
const REQUIRED_WHERE: Argument = { ...WHERE, required: true };

/** The options of a scan and its extensions, in the body. */
export const SCAN_OPTIONS: Argument = {
  name: "options",
  source: "form",
  type: "object",
  description: "Switches such as process and memory, and extensions: [{id, args, order}].",
};

/** Returns the ID from the arguments. */
export function getId(args: Arguments): string {
  return String(args["id"]);
}

/** Returns the ID of the related record from the arguments. */
export function getForeignKey(args: Arguments): string {
  return String(args["fk"]);
}

/** Returns a list of strings, such as IDs, from the arguments. */
export function getList(args: Arguments, name: string): string[] {
  const list = args[name];
  return isList(list) ? list.map(String) : [];
}

/** Returns the body from the arguments. Null is an empty record (LoopBack 3). */
export function getData(args: Arguments): JsonObject {
  return toObject(args["data"]);
}

/** Creates a method that acts on all records of a model that match a condition, and returns their number. */
export function createBulkMethod(
  model: string,
  name: string,
  summary: string,
  act: (store: Store, rows: readonly Row[]) => void,
): ModelMethod {
  return {
    name,
    verb: "POST",
    path: `/${name}`,
    summary,
    accepts: [REQUIRED_WHERE],
    returns: "object",
    answers: { count: "number" },
    invoke: ({ store }, { where }) => {
      const rows = findMatching(store, model, where);
      act(store, rows);
      return { count: rows.length };
    },
  };
}
