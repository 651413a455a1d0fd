import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { findMatching } from "../query/find.js";
import type { Argument, Arguments, ModelMethod } from "../remoting/shared-class.js";
import { isList, type JsonObject, toObject } from "../values.js";

/** The id in the path. */
export const ID: Argument = { name: "id", source: "path", type: "string", description: "The record's id." };

/** The related record's id in the path. */
export const FK: Argument = {
  name: "fk",
  source: "path",
  type: "string",
  description: "The related record's id.",
};

/** A LoopBack filter. */
export const FILTER: Argument = {
  name: "filter",
  source: "any",
  type: "object",
  description: "JSON: {where, order, limit, skip, fields, include}.",
};

/** A LoopBack condition in the query. */
export const WHERE: Argument = {
  name: "where",
  source: "query",
  type: "object",
  description: "JSON: which records.",
};

/** A LoopBack condition from anywhere: stock methods that read or delete do not name its source. */
export const ANY_WHERE: Argument = { ...WHERE, source: "any" };

/** A record, or a part of one, as the body. */
export const DATA: Argument = { name: "data", source: "body", type: "object" };

/** One record or a list of them as the body. */
export const DATA_OR_LIST: Argument = { ...DATA, allowArray: true };

/** A condition in the query that may not be missing, as what it meets is acted upon. */
export const REQUIRED_WHERE: Argument = { ...WHERE, required: true };

/** What a scan looks for and runs, in the body. */
export const SCAN_OPTIONS: Argument = {
  name: "options",
  source: "form",
  type: "object",
  description: "Switches such as process and memory, and extensions: [{id, args, order}].",
};

/** Takes the id out of read arguments. */
export function getId(args: Arguments): string {
  return String(args["id"]);
}

/** Takes the related record's id out of read arguments. */
export function getForeignKey(args: Arguments): string {
  return String(args["fk"]);
}

/** Takes a list of texts, such as ids, out of read arguments. */
export function getList(args: Arguments, name: string): string[] {
  const list = args[name];
  return isList(list) ? list.map(String) : [];
}

/** Takes the body out of read arguments; null counts as an empty record (LoopBack 3). */
export function getData(args: Arguments): JsonObject {
  return toObject(args["data"]);
}

/** A method that does something with all records of a model that meet a condition, and answers how many there were. */
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
