import { HuntInputError } from "../errors/hunt-error.js";
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
  limit: number;
}

const filterKeys = new Set(["where", "order", "fields", "include", "limit"]);

/**
 * Checks a filter, and converts it to the form that LoopBack 3 parses as intended.
 *
 * @throws {HuntInputError} `input: "where"`, `"order"`, `"fields"`, `"include"`, `"limit"`, or `"filter"` for
 *   another key
 */
export function toPlainFilter<T>(filter: Filter<T>): PlainFilter {
  requireFilterKeys(filter);
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
function requireFilterKeys(filter: object): void {
  const unknown = Object.keys(filter).find((key) => !filterKeys.has(key));
  if (unknown === undefined) return;
  const shown = escapeToSingleLine(unknown, 80);
  throw new HuntInputError(
    "filter",
    "unknown",
    `filter: unknown key "${shown}". Use where, order, fields, include, or limit. ` +
      `For a condition, use where: { ${shown}: ... }.`,
  );
}

function toNames(value: string | readonly string[] | undefined, input: string): string[] | undefined {
  if (value === undefined) return undefined;
  const names = typeof value === "string" ? [value] : [...value];
  if (names.length > 0 && names.every((name) => typeof name === "string" && name !== "")) return names;
  throw new HuntInputError(input, "type", `${input}: must be a name, or a list of at least one name.`);
}

/** Combines conditions that must all match. Empty ones are ignored. */
export function combineWheres(...conditions: (PlainWhere | "" | undefined)[]): PlainWhere | undefined {
  const given = conditions.filter((condition): condition is PlainWhere => typeof condition === "object");
  return given.length > 1 ? { and: given } : given[0];
}
