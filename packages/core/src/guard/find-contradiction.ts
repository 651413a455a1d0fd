import type { Fields } from "@huntkit/catalog";
import { parseInstant } from "../dates.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { quoteValue } from "../http/address.js";
import { isUuid } from "../ids.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { listComparisons } from "./condition.js";
import type { KnownRecords } from "./known-models.js";
import { createMistake, type ValueMistake } from "./mistake.js";

/**
 * Returns a property of the first condition for which no value satisfies both conditions; undefined if a record
 * can match both. It is exact for words and times, and assumes that a pattern can match any value that neither
 * condition contains.
 *
 * @param fields what is known of the properties
 */
export function findContradiction(
  one: PlainWhere,
  other: PlainWhere,
  fields: Fields | null = null,
): string | undefined {
  const paths = new Set(listComparisons(other).map(({ path }) => path));
  const shared = listComparisons(one).filter(({ path }) => paths.has(path));
  return shared.find(({ path }) => !isPossible([one, other], path, fields))?.path;
}

/** Returns why no record can match a condition; null if one can. */
export function findImpossibleCondition(
  where: PlainWhere,
  { route, fields }: Pick<KnownRecords, "route" | "fields">,
): ValueMistake | null {
  const comparisons = listComparisons(where);
  const paths = [...new Set(comparisons.map(({ path }) => path))];
  const impossible = paths.find((path) => !isPossible([where], path, fields));
  if (impossible === undefined) return null;
  const subject = `${escapeToSingleLine(impossible, 80)} in ${route}`;
  const sharing = comparisons.filter(({ path }) => path === impossible);
  const empty = sharing.find(({ operator, operands }) => operator === "inq" && operands.length === 0);
  if (empty)
    return createMistake(
      "empty",
      `the list of inq for ${subject} is empty, so no record can match. Add a value.`,
    );
  if (sharing.length === 1)
    return createMistake(
      "range",
      `the range of between for ${subject} ends before it starts, so no record can match. Swap its two values.`,
    );
  const shown = sharing
    .slice(0, 4)
    .map(({ operator, operands }) => `${operator} ${operands.map(quoteValue).join(", ")}`);
  return createMistake(
    "range",
    `no record can match, because the conditions on ${subject} exclude each other: ${shown.join("; ")}.`,
  );
}

/** Returns whether a value of a property can satisfy all conditions. */
function isPossible(conditions: readonly PlainWhere[], path: string, fields: Fields | null): boolean {
  const sharing = conditions.flatMap(listComparisons).filter((each) => each.path === path);
  const property = { path, toNumber: isOrdered(path, fields) ? parseNumber : () => null };
  const values = listCandidates(
    sharing.flatMap(({ operands }) => operands),
    property,
  );
  return values.some((value) => conditions.every((each) => canHold(each, property, value)));
}

/** A property, and how to read its values as numbers; null for values whose order is unknown. */
interface Property {
  readonly path: string;
  readonly toNumber: (value: unknown) => number | null;
}

/** Text follows the collation of the database. Paging adds limits to the ID, also to that of a single record. */
function isOrdered(path: string, fields: Fields | null): boolean {
  if (path === "id" || path.includes(".")) return false;
  return !fields || !Object.hasOwn(fields, path) || fields[path]!.type !== "string";
}

/** A value that neither condition contains. */
const otherValue = Symbol("other value");

/**
 * Returns one value for each part of the range of a property that the conditions distinguish: what they contain,
 * what is before and after each time or number, null, and any other value.
 */
function listCandidates(operands: readonly unknown[], { toNumber }: Property): unknown[] {
  const numbers = operands.map(toNumber).filter((number) => number !== null);
  const nearby = numbers.flatMap((number) => [number - 1, number + 1]);
  return [null, otherValue, ...operands, ...nearby];
}

/** Returns whether a record whose property has this value can match. Its other properties can have any value. */
function canHold(where: PlainWhere, property: Property, value: unknown): boolean {
  return Object.entries(where).every(([key, condition]) => {
    if (key === "and") return (condition as PlainWhere[]).every((each) => canHold(each, property, value));
    if (key === "or") return (condition as PlainWhere[]).some((each) => canHold(each, property, value));
    if (key !== property.path) return true;
    return listComparisons({ [key]: condition }).every(({ operator, operands }) =>
      canMatch(value, operator, operands, property),
    );
  });
}

function canMatch(
  value: unknown,
  operator: string,
  operands: readonly unknown[],
  { toNumber }: Property,
): boolean {
  const [first, second] = operands;
  const isSame = (operand: unknown) => toKey(value) === toKey(operand);
  if (operator === "eq") return isSame(first);
  if (operator === "neq" && first === null) return value !== null;
  if (value === null) return false;
  switch (operator) {
    case "neq":
    case "nin":
      return !operands.some(isSame);
    case "inq":
      return operands.some(isSame);
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return isInOrder(operator, first);
    case "between":
      return isInOrder("gte", first) && isInOrder("lte", second);
    default:
      return matchesPattern(value, operator, String(first));
  }

  function isInOrder(order: string, operand: unknown): boolean {
    const [one, other] = [toNumber(value), toNumber(operand)];
    if (other === null) return true;
    if (one === null) return typeof value === "string";
    if (order === "gt") return one > other;
    if (order === "gte") return one >= other;
    return order === "lt" ? one < other : one <= other;
  }

  /** HUNT compares `5` with "5", and UUIDs in any case, as equal. */
  function toKey(each: unknown): unknown {
    if (typeof each === "string") return String(toNumber(each) ?? (isUuid(each) ? each.toLowerCase() : each));
    return typeof each === "number" || typeof each === "boolean" ? String(each) : each;
  }
}

/** Returns a time or a number as a number; null for anything else. */
function parseNumber(value: unknown): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" ? parseInstant(value) : null;
}

function matchesPattern(value: unknown, operator: string, pattern: string): boolean {
  if (typeof value !== "string" || isUuid(value)) return true;
  const expression = operator === "regexp" ? parseExpression(pattern) : parseLike(pattern, operator);
  if (expression === null) return true;
  const isNegated = operator.startsWith("n");
  return expression.test(value) !== isNegated;
}

/** Returns null for an expression that PostgreSQL might read in another way than JavaScript. */
function parseExpression(pattern: string): RegExp | null {
  const [, source = pattern, flags = ""] = /^\/(.*)\/(\w*)$/s.exec(pattern) ?? [];
  return /^\^?(\.\*|\\[^\w\s]|[^\\()[\]{}|+?*^$])*\$?$/s.test(source)
    ? new RegExp(source, flags.includes("i") ? "is" : "s")
    : null;
}

/** A `%` matches any string, `_` one character, and a backslash escapes the next character (PostgreSQL). */
function parseLike(pattern: string, operator: string): RegExp {
  const parts = pattern.match(/\\.|[^]/gs) ?? [];
  const source = parts.map((part) => {
    if (part === "%") return ".*";
    if (part === "_") return ".";
    return part.slice(-1).replace(/[.*+?^${}()|[\]\\/]/, String.raw`\$&`);
  });
  return new RegExp(`^${source.join("")}$`, operator.endsWith("ilike") ? "is" : "s");
}
