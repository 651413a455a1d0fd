import type { Argument, Arguments } from "../remoting/shared-class.js";
import { type JsonObject, objectOr } from "../values.js";

/** The id in the path. */
export const ID: Argument = { name: "id", source: "path", type: "string", description: "The record's id." };

/** The related record's id in the path. */
export const FK: Argument = { name: "fk", source: "path", type: "string", description: "The related record's id." };

/** A LoopBack filter in the query. */
export const FILTER: Argument = { name: "filter", source: "query", type: "object", description: "JSON: {where, order, limit, skip, fields, include}." };

/** A LoopBack condition in the query. */
export const WHERE: Argument = { name: "where", source: "query", type: "object", description: "JSON: which records." };

/** A record, or a part of one, as the body. */
export const DATA: Argument = { name: "data", source: "body", type: "object" };

/** One record or a list of them as the body. */
export const DATA_OR_LIST: Argument = { ...DATA, allowArray: true };

/** Takes the id out of read arguments. */
export function idOf(args: Arguments): string {
  return String(args["id"]);
}

/** Takes the related record's id out of read arguments. */
export function fkOf(args: Arguments): string {
  return String(args["fk"]);
}

/** Takes the body out of read arguments; null counts as an empty record (LoopBack 3). */
export function dataOf(args: Arguments): JsonObject {
  return objectOr(args["data"]);
}
