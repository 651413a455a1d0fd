import {
  type Comparison,
  listComparisons,
  listProperties,
  normalizeWhere,
  parseInstant,
  type PlainWhere,
} from "@huntkit/core/internal";
import type { Conditions } from "@huntkit/toolkit";

/** Lists the properties that a condition names. */
export function listNames(condition: Conditions | undefined): string[] {
  const plain = normalizeWhere(condition);
  return plain ? listProperties(plain) : [];
}

/**
 * Returns a property of the first condition for which no value satisfies both conditions; undefined if a record
 * can match both. It is exact for words and times, and assumes that a pattern can match any value that neither
 * condition contains.
 */
export function findContradiction(one: Conditions, other: Conditions): string | undefined {
  const conditions = [one, other].map((each) => normalizeWhere(each) ?? {});
  const [comparisons, others] = conditions.map(listComparisons) as [Comparison[], Comparison[]];
  const paths = new Set(others.map(({ path }) => path));
  return comparisons.find(({ path }) => {
    if (!paths.has(path)) return false;
    const sharing = [...comparisons, ...others].filter((each) => each.path === path);
    const values = listCandidates(sharing.flatMap(({ operands }) => operands));
    return !values.some((value) => conditions.every((each) => canHold(each, path, value)));
  })?.path;
}

/** A value that neither condition contains. */
const otherValue = Symbol("other value");

/**
 * Returns one value for each part of the range of a property that the conditions distinguish: what they contain,
 * the moment before and after each time, null, and any other value.
 */
function listCandidates(operands: readonly unknown[]): unknown[] {
  const times = operands.map(toTime).filter((time) => time !== null);
  const nearby = times.flatMap((time) => [time - 1, time + 1]);
  return [null, otherValue, ...operands, ...nearby];
}

/** Returns whether a record whose property has this value can match. Its other properties can have any value. */
function canHold(where: PlainWhere, property: string, value: unknown): boolean {
  return Object.entries(where).every(([key, condition]) => {
    if (key === "and") return (condition as PlainWhere[]).every((each) => canHold(each, property, value));
    if (key === "or") return (condition as PlainWhere[]).some((each) => canHold(each, property, value));
    if (key !== property) return true;
    return listComparisons({ [key]: condition }).every(({ operator, operands }) =>
      canMatch(value, operator, operands),
    );
  });
}

function canMatch(value: unknown, operator: string, operands: readonly unknown[]): boolean {
  const [first, second] = operands;
  if (operator === "eq") return isSame(value, first);
  if (operator === "neq" && first === null) return value !== null;
  if (value === null) return false;
  switch (operator) {
    case "neq":
    case "nin":
      return !operands.some((operand) => isSame(value, operand));
    case "inq":
      return operands.some((operand) => isSame(value, operand));
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return isInOrder(value, operator, first);
    case "between":
      return isInOrder(value, "gte", first) && isInOrder(value, "lte", second);
    default:
      return matchesPattern(value, operator, String(first));
  }
}

function isSame(value: unknown, operand: unknown): boolean {
  if (value === operand) return true;
  const time = toTime(value);
  return time !== null && time === toTime(operand);
}

/** Text can be in any order, because HUNT uses the collation of its database. */
function isInOrder(value: unknown, operator: string, operand: unknown): boolean {
  const [one, other] = [toTime(value), toTime(operand)];
  if (other === null) return true;
  if (one === null) return false;
  if (operator === "gt") return one > other;
  if (operator === "gte") return one >= other;
  return operator === "lt" ? one < other : one <= other;
}

/** Returns a time or a number as a number; null for anything else. */
function toTime(value: unknown): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" ? parseInstant(value) : null;
}

function matchesPattern(value: unknown, operator: string, pattern: string): boolean {
  if (typeof value !== "string") return true;
  const expression = operator === "regexp" ? parseExpression(pattern) : parseLike(pattern, operator);
  if (expression === null) return true;
  const isNegated = operator.startsWith("n");
  return expression.test(value) !== isNegated;
}

/** PostgreSQL's expressions differ from JavaScript's, so one that JavaScript cannot parse might match. */
function parseExpression(pattern: string): RegExp | null {
  const [, source = pattern, flags = ""] = /^\/(.*)\/(i?)\w*$/s.exec(pattern) ?? [];
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
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
