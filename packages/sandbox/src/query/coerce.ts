import type { PropertyType } from "../data/definition.js";
import { coerceBoolean, toIsoDate } from "../data/instance.js";
import { DatabaseError, LoopBackError } from "../loopback-error.js";
import { isList, isObject, toText } from "../values.js";
import { type Operator, operatorNames } from "./operators.js";
import type { Expression } from "./expression.js";

/** The operator of a condition that is applied, with an operand of the property's type. */
export interface Comparison {
  readonly operator: Operator;
  readonly operand: unknown;
}

/**
 * Reads the condition on a declared property, as LoopBack 3's juggler does before the connector.
 *
 * @param where the object that contains the condition, for the details of an error
 * @throws {LoopBackError} 400 if the juggler rejects the condition
 * @throws {DatabaseError} if the condition results in a 500
 */
export function readComparison(
  name: string,
  type: PropertyType,
  condition: unknown,
  where: object,
): Comparison {
  const operator = isObject(condition)
    ? operatorNames.find((candidate) => Object.hasOwn(condition, candidate))
    : undefined;
  const operand = isObject(condition) && operator !== undefined ? condition[operator] : condition;
  if (isObject(condition) && operator === undefined) requireNoNear(condition);
  if (isObject(operand)) requireNoExtendedOperator(operand, where);
  if (isObject(operand) && type === "object" && (operator ?? "eq") === "eq")
    throw new DatabaseError("syntax error: the keys of an object are not operators of SQL");
  return { operator: operator ?? "eq", operand: readOperand(name, type, operator, operand, condition) };
}

/**
 * Reads the condition on a path such as `data.n`. The juggler passes it on unchanged, and the first operator
 * in the request is applied.
 *
 * @throws {DatabaseError} if the connector does not support the operator
 */
export function readPathComparison(condition: unknown): Comparison {
  if (!isObject(condition)) return { operator: "eq", operand: toPathOperand(condition) };
  const written = Object.keys(condition)[0];
  const operator = operatorNames.find((candidate) => candidate === written);
  if (operator === undefined || operator === "eq")
    throw new DatabaseError(`syntax error: the connector does not support the operator '${String(written)}'`);
  const operand = condition[operator];
  // The connector expects a parsed expression. It gets a string instead, and compares with NULL.
  if (operator === "regexp") {
    if (operand === null) throw new DatabaseError("LoopBack 3 fails on 'regexp: null'.");
    return { operator: "gt", operand: null };
  }
  return { operator, operand: isList(operand) ? operand.map(toPathOperand) : toPathOperand(operand) };
}

function toPathOperand(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : toText(value);
}

function readOperand(
  name: string,
  type: PropertyType,
  operator: Operator | undefined,
  operand: unknown,
  condition: unknown,
): unknown {
  const createInvalidClause = (reason: string): LoopBackError =>
    new LoopBackError(400, `The ${name} property has invalid clause ${JSON.stringify(condition)}: ${reason}`);
  switch (operator) {
    case "inq":
    case "nin":
    case "between": {
      const list = toList(operand, (reason) => createInvalidClause(`Error: ${reason}`));
      if (operator === "between" && list.length !== 2)
        throw createInvalidClause(`Expected precisely 2 values, received ${list.length}`);
      return list.map((item) => coerceItem(type, item));
    }
    case "like":
    case "nlike":
    case "ilike":
    case "nilike":
      if (typeof operand !== "string") throw createInvalidClause("Expected a string or RegExp");
      return coerceOperand(type, escapeInvalidExpression(operand));
    case "regexp":
      return readExpression(operand);
    default:
      return coerceOperand(type, operand);
  }
}

/**
 * Converts an operand to the type of its property. An invalid number is not changed, and the database rejects
 * it.
 *
 * @throws {DatabaseError} if a date is invalid
 */
function coerceOperand(type: PropertyType, operand: unknown): unknown {
  if (operand === null || operand === undefined) return null;
  switch (type) {
    case "string":
      return toText(operand);
    case "array":
      if (isList(operand)) return operand.map(String);
      return toText(operand);
    case "boolean":
      return coerceBoolean(operand);
    case "date":
      return readDate(operand);
    case "number":
      if (typeof operand === "object" || Number.isNaN(Number(operand))) return operand;
      return Number(operand);
    case "object":
      return isList(operand) ? operand : JSON.stringify(operand);
  }
}

/** Converts an item of a list. It can be an object for JSON, and a number can be in a nested list. */
function coerceItem(type: PropertyType, item: unknown): unknown {
  if (item === null || (type !== "number" && type !== "object")) return coerceOperand(type, item);
  if (type === "object") return isList(item) ? item : JSON.stringify(item);
  return Number.isNaN(Number(item)) ? item : Number(item);
}

function readDate(operand: unknown): string {
  const date = toIsoDate(operand);
  if (date === undefined) throw new DatabaseError("LoopBack 3 fails if it cannot parse a date.");
  return date;
}

/** Parses `^a`, `/^a/`, or `/^a/i`. */
function readExpression(operand: unknown): Expression {
  if (typeof operand !== "string")
    throw new LoopBackError(400, "Invalid argument, must be a string, regex literal, or RegExp object");
  const written = escapeInvalidExpression(operand);
  if (!/\/.+$/.test(written)) return { source: written, ignoresCase: false };
  const end = written.lastIndexOf("/");
  const [source, flags] = [written.slice(1, end), written.slice(end + 1)];
  const invalid = flags.split("").filter((flag) => !"igm".includes(flag));
  if (invalid.length > 0) throw new LoopBackError(400, `Invalid regex flags: ${invalid.join(",")}`);
  return { source, ignoresCase: flags.includes("i") };
}

/** Escapes a pattern that is not a valid expression in JavaScript. LoopBack does this for LIKE, too. */
function escapeInvalidExpression(pattern: string): string {
  try {
    new RegExp(pattern);
    return pattern;
  } catch {
    return pattern.replace(/[-[\]/{}()+?.\\^$|]/g, "\\$&");
  }
}

/** Throws if an operand contains an operator of the database. LoopBack 3 does not allow them. */
function requireNoExtendedOperator(operand: object, where: object): void {
  const operators = Object.keys(operand).filter((key) => key.startsWith("$"));
  if (operators.length === 0) return;
  throw new LoopBackError(400, `Operators "${operators.join(", ")}" are not allowed in query`, {
    code: "OPERATOR_NOT_ALLOWED_IN_QUERY",
    details: { operators, where },
  });
}

/** Throws if a condition uses `near`, which can end the process of a genuine server. */
function requireNoNear(condition: object): void {
  if (Object.hasOwn(condition, "near")) throw new DatabaseError("'near' can end a genuine server's process.");
}

/**
 * Returns a list, or the items of an object that represents one, as in query strings: `{"0": "a", "1": "b"}`.
 *
 * @param createError creates an error from LoopBack's reason
 */
export function toList(value: unknown, createError: (reason: string) => Error): unknown[] {
  if (isList(value)) return value;
  const keys = isObject(value) ? Object.keys(value) : undefined;
  if (keys?.length === 0) throw createError("Value is an empty object");
  if (keys === undefined || keys.some((_key, index) => !Object.hasOwn(Object(value), index)))
    throw createError("Value is not an array or object with sequential numeric indices");
  return keys.map((_key, index) => (value as Record<number, unknown>)[index]);
}
