import { AnyRow, Collection, defineModel, HuntInputError, normalizeWhere, type Filter } from "@huntkit/core";
import { createPartError, type PlaceOf, type RequestPart } from "./route.js";

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

/**
 * Returns a filter without its undefined parts, and without the other parts of a request, as the core
 * requires it.
 */
export function toFilter({ where, fields, order, include, limit }: RequestFilter): Filter<AnyRow> {
  const parts = Object.entries({ where, fields, order, include, limit });
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined));
}

/** Returns a row without the ID that paging reads, unless the fields have it. */
export function toShownRow<T extends object>(row: T, fields: readonly string[] | undefined): T {
  if (!fields || fields.includes("id") || !Object.hasOwn(row, "id")) return row;
  const { id: _, ...shown } = row as T & { id: unknown };
  return shown as T;
}

/**
 * Checks a filter before anything is sent. A condition that is null or empty is not the same as none: it
 * means every record.
 *
 * @returns the condition, written so that LoopBack does what is meant
 * @throws {HuntInputError} for what LoopBack would misunderstand, and for an empty condition
 */
export function checkFilter(filter: RequestFilter, placeOf: PlaceOf): object | undefined {
  const where = withPlaces(placeOf, () => {
    unsent.list(toFilter(filter));
    return normalizeWhere(filter.where);
  });
  if (filter.where !== undefined && !where)
    throw createPartError(
      placeOf("where"),
      "empty",
      "it is empty, which would mean every record. Write a condition, or remove it.",
    );
  return where;
}

/** Makes the core's errors name the place of the part that they are about. */
function withPlaces<T>(placeOf: PlaceOf, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof HuntInputError ? createPlacedError(error, placeOf, "filter") : error;
  }
}

/** Parts that the core's errors name. */
const filterParts: ReadonlySet<string> = new Set(["where", "order", "fields", "include", "limit", "body"]);

/**
 * Returns an error of the core about a request, with the place where the user wrote the part.
 *
 * @param problem Default: that of the error
 */
export function createPlacedError(
  error: HuntInputError,
  placeOf: PlaceOf,
  problem: HuntInputError["problem"] = error.problem,
): HuntInputError {
  const { input, message } = error;
  if (!filterParts.has(input)) return error;
  const sentence = message.startsWith(`${input}: `) ? message.slice(input.length + 2) : message;
  return createPartError(placeOf(input as RequestPart), problem, sentence);
}
