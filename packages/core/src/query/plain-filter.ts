import { HuntInputError } from "../errors/hunt-error.js";
import { formatDidYouMean } from "../errors/nearest-names.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";
import { formatList } from "../errors/format-list.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { quoteValue } from "../http/address.js";
import type { Filter } from "./filter.js";
import { normalizeWhere, type PlainWhere } from "./normalize-where.js";

/** A checked filter in the form that LoopBack parses as intended. */
export interface PlainFilter {
  where: PlainWhere | undefined;
  order: string[];
  /** Fields to request. They include the ID, because paging needs it. */
  fields: string[] | undefined;
  /** Fields that the caller selected. */
  shownFields: string[] | undefined;
  include: string[] | undefined;
  /** Columns of an export, which must be properties of the rows. */
  columns?: readonly string[] | undefined;
  limit: number;
}

/** The keys of {@link Filter}. */
export const filterKeys: KeysOf<Filter<unknown>> = {
  where: true,
  order: true,
  fields: true,
  include: true,
  limit: true,
};

/** Keys of the options of a list, which are not part of its filter. */
const listKeys = new Set(["pageSize", "concurrency", "preserveOrder", "maxRows", "signal"]);

/**
 * Checks a filter, and converts it to the form that LoopBack 3 parses as intended.
 *
 * @throws {HuntInputError} `input: "where"`, `"order"`, `"fields"`, `"include"`, `"limit"`, or `"filter"` for
 *   another key
 */
export function toPlainFilter<T>(filter: Filter<T>): PlainFilter {
  requireKnownKeys(filter, filterKeys, "filter", adviseFilterKey);
  const { where, order, fields, include, limit = Infinity } = filter;
  if (limit !== Infinity && (!Number.isInteger(limit) || limit < 1)) {
    throw new HuntInputError(
      "limit",
      "number",
      `limit: ${quoteValue(limit)} is not an integer of 1 or more. Remove it to read all rows. For HUNT, 0 means no limit.`,
    );
  }
  const orders = toNames(order, "order") ?? [];
  const wrong = orders.find((each) => !/^[\w.]+( (ASC|DESC))?$/.test(each));
  if (wrong !== undefined)
    throw new HuntInputError(
      "order",
      "direction",
      `order: "${wrong}" is not a property followed by ASC or DESC.`,
    );
  const names = toNames(fields, "fields");
  return {
    where: normalizeWhere(where),
    order: orders,
    fields: names && [...new Set(["id", ...names])],
    shownFields: names && [...new Set(names)],
    include: toNames(include, "include"),
    limit,
  };
}

/**
 * Without types, it is a common mistake to pass a condition as the filter itself. It would be ignored, and
 * every row returned.
 */
function adviseFilterKey(key: string): string {
  if (listKeys.has(key)) return "It is an option, and options are the second parameter.";
  const names = Object.keys(filterKeys);
  return (
    formatDidYouMean(key, names) ||
    `Use ${formatList(names, "or")}. For a condition, use where: { ${escapeToSingleLine(key, 80)}: ... }.`
  );
}

function toNames(value: string | readonly string[] | undefined, input: string): string[] | undefined {
  if (value === undefined) return undefined;
  const names: unknown = typeof value === "string" ? [value] : value;
  if (
    Array.isArray(names) &&
    names.length > 0 &&
    names.every((name) => typeof name === "string" && name !== "")
  )
    return names;
  const known = Object.keys(Object(value) as object).slice(0, 3);
  const isObject = typeof value === "object" && !Array.isArray(value) && known.length > 0;
  const example = isObject ? ` For example: ${JSON.stringify(known)}.` : "";
  throw new HuntInputError(
    input,
    "type",
    `${input}: must be a name, or a list of at least one name.${example}`,
  );
}

/** Combines conditions that must all match. Empty ones are ignored. */
export function combineWheres(...conditions: (PlainWhere | "" | undefined)[]): PlainWhere | undefined {
  const given = conditions.filter((condition): condition is PlainWhere => typeof condition === "object");
  return given.length > 1 ? { and: given } : given[0];
}
