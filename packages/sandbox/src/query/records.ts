import type { Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import { matchingRows } from "./find.js";
import { parseWhere } from "./where/parse.js";
import { unknownId } from "../loopback-error.js";

/**
 * The record with this id.
 *
 * @throws {LoopBackError} 404 MODEL_NOT_FOUND when there is none
 */
export function existing(store: Store, model: string, id: string): Row {
  const row = store.table(model).get(id);
  if (row === undefined) throw unknownId(model, id);
  return row;
}

/** The records with these ids, each once; ids that are unknown are passed over. */
export function withIds(store: Store, model: string, ids: readonly string[]): Row[] {
  return [...new Set(ids)].map((id) => store.table(model).get(id)).filter((row) => row !== undefined);
}

/**
 * The records that meet a condition which is not yet understood; all of them without one.
 *
 * @throws as `parseWhere` does
 */
export function matching(store: Store, model: string, where: unknown): Row[] {
  return Array.from(matchingRows(store.table(model), parseWhere(store.definition(model), where)));
}
