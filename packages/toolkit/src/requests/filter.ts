import { AnyRow, Collection, defineModel, HuntInputError, type Filter } from "@huntkit/core";
import { checkComparisons, checkValues, findKnownRecords, normalizeWhere } from "@huntkit/core/internal";
import { createPartError } from "../part-error.js";
import type { PlaceOf, RequestPart } from "./route.js";

/**
 * The parts of a request that form LoopBack's filter, or only its condition. Undefined parts are ignored.
 */
export interface RequestFilter {
  where?: object | undefined;
  fields?: readonly string[] | undefined;
  order?: readonly string[] | undefined;
  include?: readonly string[] | undefined;
  limit?: number | undefined;
}

/** A collection that only checks filters. */
const unsent = new Collection(
  () => Promise.reject(new Error("Nothing is sent.")),
  defineModel("Records", AnyRow),
);

/** Returns a filter without undefined parts and without the other parts of a request, as core requires. */
export function toFilter({ where, fields, order, include, limit }: RequestFilter): Filter<AnyRow> {
  const given = Object.entries({ where, fields, order, include, limit });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** Returns a row without the ID, which paging requires, unless it is one of the fields. */
export function toShownRow<T extends object>(row: T, fields: readonly string[] | undefined): T {
  if (!fields || fields.includes("id") || !Object.hasOwn(row, "id")) return row;
  const { id: _, ...shown } = row as T & { id: unknown };
  return shown as T;
}

/**
 * Checks a filter before anything is sent. A condition that is null or empty is rejected, because it would
 * match every record.
 *
 * @param path path of the records. The client also checks the values of the condition, but only when it sends
 *   the request, after earlier ones of a list.
 * @param isImpossibleAllowed whether the client decides about a condition that no record can match. Default: false.
 * @returns the condition in LoopBack's form
 * @throws {HuntInputError} for conditions that HUNT would misread, for values that no record can have, and for
 *   an empty condition
 */
export function checkFilter(
  filter: RequestFilter,
  path: string,
  placeOf: PlaceOf,
  { isImpossibleAllowed = false } = {},
): object | undefined {
  const where = withPlaces(placeOf, "filter", () => {
    unsent.list(toFilter(filter));
    return normalizeWhere(filter.where);
  });
  const records = findKnownRecords(path.split("/"));
  const check = isImpossibleAllowed ? checkComparisons : checkValues;
  if (where) withPlaces(placeOf, undefined, () => check(where, records, { input: "where", warn: () => {} }));
  if (filter.where !== undefined && !where)
    throw createPartError(
      placeOf("where"),
      "empty",
      "it is empty, which would mean every record. Set a condition, or remove it.",
    );
  return where;
}

/** Replaces the input in core's errors with the place where the user wrote it, as {@link createPlacedError} does. */
function withPlaces<T>(placeOf: PlaceOf, problem: HuntInputError["problem"] | undefined, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof HuntInputError ? createPlacedError(error, placeOf, problem) : error;
  }
}

/** The parts of a request by the names of inputs in core's errors. */
const parts: Readonly<Record<string, RequestPart>> = {
  path: "request",
  where: "where",
  order: "order",
  fields: "fields",
  include: "include",
  limit: "limit",
  body: "body",
  ids: "body",
};

/**
 * Returns core's error about a request with the place where the user wrote the part.
 *
 * @param problem Default: the problem of the error.
 */
export function createPlacedError(
  error: HuntInputError,
  placeOf: PlaceOf,
  problem: HuntInputError["problem"] = error.problem,
): HuntInputError {
  const { input, message } = error;
  const part = parts[input];
  if (part === undefined) return error;
  // Core's messages begin with the input, or with a path below it, such as `where.severity.gt`.
  const [, sentence] = new RegExp(`^${input}(?:: |\\.)(.*)$`, "s").exec(message) ?? [];
  return createPartError(placeOf(part), problem, sentence ?? message);
}
