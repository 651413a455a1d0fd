import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { LoopBackError } from "../loopback-error.js";
import { findByIds, findMatching } from "../query/find.js";
import type { Argument, Arguments } from "../remoting/shared-class.js";
import { isList, isObject } from "../values.js";
import { getList } from "./arguments.js";

/** The records that an action affects, as a condition in the body. */
export const SELECTED_WHERE: Argument = {
  name: "where",
  source: "form",
  type: "object",
  description: "The records to change. A list of values does not need `inq`. `{}` matches all records.",
};

/** The IDs of the records that an action affects, for actions whose body is not public. Clients differ. */
export const SELECTED_IDS: Argument = {
  name: "ids",
  source: "form",
  type: "array",
  description: "IDs of the records to change. Ignored if `where` is sent.",
};

/**
 * Finds the records that an action affects: those that match `where`, or those of `ids` if the action accepts
 * them.
 *
 * @throws {LoopBackError} 400 if neither is sent. HUNT may treat a missing condition as all records, so this
 * is stricter on purpose.
 */
export function findSelected(store: Store, model: string, args: Arguments): Row[] {
  const { where, ids } = args;
  if (where !== undefined && where !== null) return findMatching(store, model, expandLists(where));
  if (ids !== undefined && ids !== null) return findByIds(store, model, getList(args, "ids"));
  throw new LoopBackError(400, "where is a required argument");
}

/** Converts a list of values to `inq`: the console sends `{id: [...]}` (observed on a live instance). */
function expandLists(where: unknown): unknown {
  if (!isObject(where)) return where;
  return Object.fromEntries(
    Object.entries(where).map(([key, value]) => {
      if (!isList(value)) return [key, value];
      return key === "and" || key === "or" ? [key, value.map(expandLists)] : [key, { inq: value }];
    }),
  );
}
