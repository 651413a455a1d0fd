import { isInstant, parseInstant, toIso } from "../dates.js";
import { formatList } from "../errors/format-list.js";
import { HuntInputError, type InputProblem } from "../errors/hunt-error.js";
import { formatDidYouMean } from "../errors/nearest-names.js";
import { isTooDeep, maxDepth } from "./json-text.js";
import { findExpressionMistake, findPatternMistake } from "./like-pattern.js";
import type { Where } from "./filter.js";
import { adviseRelation } from "./related-property.js";
import { createIdListError } from "../ids.js";

/**
 * A condition in the form that LoopBack parses reliably: each object has one property with one comparison, or
 * one `and` or `or`.
 */
export type PlainWhere = Record<string, unknown>;

const scalarTypes: ReadonlySet<string> = new Set(["string", "number", "boolean"]);
const scalarOperators = new Set(["eq", "neq", "gt", "gte", "lt", "lte"]);
const listOperators = new Set(["inq", "nin", "between"]);
const textOperators = new Set(["like", "nlike", "ilike", "nilike"]);

/** The operators that a condition can have. */
export const operatorNames: readonly string[] = [
  ...scalarOperators,
  ...listOperators,
  ...textOperators,
  "regexp",
];

const operatorAdvice = `Use ${formatList(operatorNames, "or")}.`;

const negationAdvice = "Use neq, nin, nlike, or nilike for a property.";

/**
 * HUNT's times: `createdOn`, `lastSeenOn`, ... (vendor docs). LoopBack returns 500 for a comparison with an
 * invalid date.
 */
const timeProperty =
  /^(created|updated|modified|published|started|ended|completed|scanned|accessed|installed|expires?|first[A-Z]\w*|last[A-Z]\w*)On$/;

/**
 * Converts a condition to a form that LoopBack 3 applies as intended. LoopBack would apply only one of two
 * operators on a property, has misread an `or` next to other conditions, and requires ISO 8601 for dates.
 * Values that JSON drops would match all rows.
 *
 * @returns undefined if there is no condition
 * @throws {HuntInputError} `input: "where"` for a condition that would return all rows, no rows, or
 *   a 500 response
 */
export function normalizeWhere(where: unknown): PlainWhere | undefined {
  if (where === undefined) return undefined;
  if (isTooDeep(where)) throw createWhereError("invalid", `where: nested deeper than ${maxDepth} levels.`);
  return toClause(where, "where");
}

/** Returns what is wrong with a key that is an operator in capitals or a part of a filter, not a property; or null. */
function findMisplacedKey(key: string, value: unknown): string | null {
  if (Array.isArray(value))
    return /^(and|or)$/i.test(key) ? `unknown operator. Write ${key.toLowerCase()} in lower case.` : null;
  if ((key !== "where" && key !== "filter") || !isPlainObject(value)) return null;
  const isProperty = Object.keys(value).every((name) => operatorNames.includes(name));
  return isProperty ? null : `not a property. Use the condition itself, without ${key}.`;
}

/** Returns the conditions of an object as one; undefined if it has none. */
function toClause(where: unknown, place: string): PlainWhere | undefined {
  if (!isPlainObject(where)) throw createWhereError("type", `${place} must be an object of conditions.`);
  const clauses: PlainWhere[] = [];
  for (const key of Object.keys(where)) addClauses(key, where[key], `${place}.${key}`, clauses);
  return clauses.length > 1 ? { and: clauses } : clauses[0];
}

function addClauses(key: string, value: unknown, place: string, clauses: PlainWhere[]): void {
  if (key === "and" || key === "or") {
    clauses.push({ [key]: toBranches(value, place) });
    return;
  }
  if ((key === "not" || key === "nor") && typeof value === "object")
    throw createWhereError(
      "operator",
      `${place}: HUNT does not support negated conditions. ${negationAdvice}`,
    );
  const misplaced = findMisplacedKey(key, value);
  if (misplaced !== null) throw createWhereError("operator", `${place}: ${misplaced}`);
  if (key.startsWith("$"))
    throw createWhereError("operator", `${place}: unknown operator. HUNT's operators do not start with $.`);
  if (!isPlainObject(value)) {
    clauses.push({ [key]: toScalar(value, place, key) });
    return;
  }
  const operators = Object.keys(value);
  if (operators.length === 0) throw createWhereError("empty", `${place} is empty, which matches every row.`);
  for (const operator of operators)
    clauses.push({ [key]: toComparison(operator, value[operator], `${place}.${operator}`, key) });
}

function toBranches(value: unknown, place: string): PlainWhere[] {
  if (!Array.isArray(value) || value.length === 0)
    throw createWhereError("list", `${place} must be a list of at least one condition.`);
  return Array.from(value, (branch, index) => {
    const clause = toClause(branch, `${place}[${index}]`);
    if (clause === undefined)
      throw createWhereError("empty", `${place}[${index}] is empty, which matches every row.`);
    return clause;
  });
}

function toComparison(operator: string, operand: unknown, place: string, property: string): unknown {
  if (operator === "eq") return toScalar(operand, place, property);
  if (operator === "neq") return { neq: toScalar(operand, place, property) };
  if (scalarOperators.has(operator)) return { [operator]: toOperand(operator, operand, place, property) };
  if (listOperators.has(operator)) {
    if (!Array.isArray(operand)) throw createWhereError("list", `${place} must be a list.`);
    if (operator === "between" && operand.length !== 2)
      throw createWhereError("list", `${place} must be a list of two: from and to.`);
    return {
      [operator]: Array.from(operand, (item, index) =>
        toOperand(operator, item, `${place}[${index}]`, property),
      ),
    };
  }
  if (operator === "regexp" && operand instanceof RegExp) return { regexp: String(operand) };
  if (textOperators.has(operator) || operator === "regexp") {
    if (typeof operand !== "string" || operand === "")
      throw createWhereError("text", `${place} must be a string that is not empty.`);
    const mistake =
      operator === "regexp" ? findExpressionMistake(operand) : findPatternMistake(operator, operand);
    if (mistake !== null) throw createWhereError("text", `${place}: ${mistake}`);
    return { [operator]: operand };
  }
  const related = adviseRelation(property, operator);
  if (related !== null) throw createWhereError("operator", `${place}: ${related}`);
  const advice = /^(not|nor)$/i.test(operator)
    ? negationAdvice
    : formatDidYouMean(operator, operatorNames) || operatorAdvice;
  throw createWhereError("operator", `${place}: unknown operator. HUNT would return no rows. ${advice}`);
}

/** Only `eq` and `neq` find rows without a value, or all others (PostgreSQL). */
function toOperand(operator: string, value: unknown, place: string, property: string): unknown {
  if (value !== null) return toScalar(value, place, property);
  throw createWhereError(
    "null",
    `${place} is null, which ${operator} cannot compare with. ` +
      `Use {"${property}": {"eq": null}} or {"${property}": {"neq": null}}.`,
  );
}

function toScalar(value: unknown, place: string, property: string): unknown {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw createWhereError("date", `${place} is an invalid date.`);
    return value.toISOString();
  }
  if (value === undefined)
    throw createWhereError(
      "undefined",
      `${place} is undefined. JSON would drop it, and every row would match.`,
    );
  if (typeof value === "number" && !Number.isFinite(value))
    throw createWhereError("number", `${place} is ${value}, which is not valid in JSON.`);
  if (Array.isArray(value)) {
    const advice = place.endsWith(".neq") ? "none of its values, use nin" : "one of its values, use inq";
    throw createWhereError("type", `${place} is a list. To match ${advice}.`);
  }
  if (value !== null && !scalarTypes.has(typeof value)) {
    throw createWhereError("type", `${place} must be a string, number, boolean, date, or null.`);
  }
  if (value !== null && timeProperty.test(property) && !isTime(value)) {
    throw createWhereError("date", `${place} is compared with a date. ${adviseTime(value)}`);
  }
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw createWhereError(
      "inexact",
      `${place} is ${value}, which might be rounded. JavaScript integers are exact up to 2^53 - 1. Use a string.`,
    );
  return value;
}

/** Numbers below are times in 1970 to 1973, before HUNT, if they are milliseconds, and later times if they are seconds. */
const firstMilliseconds = 1e11;

/** Returns whether a value is a time that LoopBack compares with a date as intended. 0 stands for any time. */
export function isTime(value: unknown): boolean {
  if (typeof value !== "number") return parseInstant(value) !== null;
  return isInstant(value) && (value === 0 || Math.abs(value) >= firstMilliseconds);
}

/** Returns what to use instead of a value that is not a time. */
export function adviseTime(value: unknown): string {
  if (typeof value !== "number" || !isInstant(value))
    return "Use a date, such as 2026-03-31 or 2026-03-31T09:30:00Z.";
  const read = `HUNT reads a number as milliseconds since 1970, so it would be ${toIso(value)}.`;
  return `${read} Multiply seconds by 1000.`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp)
  );
}

function createWhereError(problem: InputProblem, sentence: string): HuntInputError {
  return new HuntInputError("where", problem, sentence);
}

/**
 * Requires the condition of a method that changes the matching rows.
 *
 * @throws {HuntInputError} `input: "where"`, `problem: "empty"`, or as {@link normalizeWhere} does
 */
export function requireNonEmptyWhere<T>(where: Where<T> | undefined): PlainWhere {
  const plain = normalizeWhere(where);
  if (plain) return plain;
  throw new HuntInputError(
    "where",
    "empty",
    "where: empty, which would match every record. Add a condition.",
  );
}

/**
 * Requires the IDs of a method that changes these rows.
 *
 * @throws {HuntInputError} `input: "ids"` if it is not a list of at least one ID, or an ID is empty
 */
export function requireIds(ids: readonly string[]): string[] {
  const isId = (id: unknown) => typeof id === "string" && id.trim() !== "";
  if (Array.isArray(ids) && ids.length > 0 && ids.every(isId)) return [...ids];
  throw createIdListError(ids, "ids");
}
