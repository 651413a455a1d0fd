import { AnyRow, Collection, defineModel, HuntInputError, normalizeWhere, type Filter } from "@huntkit/core";
import { createPartError, type PlaceOf, type RequestKind, type RequestPart } from "./route.js";

/** The parts of a request that are LoopBack's filter, or only its condition. Undefined parts do not count. */
export interface RequestFilter {
  where?: object | undefined;
  fields?: readonly string[] | undefined;
  order?: readonly string[] | undefined;
  include?: readonly string[] | undefined;
  limit?: number | undefined;
}

/** Checks filters only. */
const unsent = new Collection(
  () => Promise.reject(new Error("Nothing is sent.")),
  defineModel("Records", AnyRow),
);

/** Returns a filter without its undefined parts, as the core takes it. */
export function toFilter(filter: RequestFilter): Filter<AnyRow> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/**
 * Checks a filter before anything is sent.
 *
 * @returns the condition, written so that LoopBack does what is meant
 * @throws {HuntInputError} for what LoopBack would misunderstand, and for an empty condition of a write, which means all records
 */
export function checkFilter(filter: RequestFilter, kind: RequestKind, placeOf: PlaceOf): object | undefined {
  const where = withPlaces(placeOf, () => {
    unsent.list(toFilter(filter));
    return filter.where && normalizeWhere(filter.where);
  });
  if (kind === "write" && filter.where && !where)
    throw createPartError(
      placeOf("where"),
      "empty",
      'it is empty, which would mean every record. To mean that, write a condition that all meet, such as {"id": {"neq": ""}}.',
    );
  return where;
}

/** Makes the core's errors name the place of the part that they are about. */
function withPlaces<T>(placeOf: PlaceOf, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof HuntInputError)) throw error;
    const { input, message } = error;
    const sentence = message.startsWith(`${input}: `) ? message.slice(input.length + 2) : message;
    throw createPartError(placeOf(input as RequestPart), "filter", sentence);
  }
}
