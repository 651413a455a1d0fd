import { type Column, requireNoNul, type Scalar } from "../data/column.js";
import { DatabaseError } from "../loopback-error.js";
import { isList, toText } from "../values.js";
import { createExpressionTest, type Expression } from "./expression.js";
import { createLikeTest } from "./wildcards.js";

/**
 * The result of a condition for a row in SQL: true, false, or unknown (null). Every comparison with NULL is
 * unknown.
 */
export type Truth = boolean | null;

/** Returns whether a stored value, which can be null, matches a condition. */
export type ValueTest = (stored: unknown) => Truth;

/**
 * The operators of LoopBack 3. If a property has several, LoopBack applies only the first one in this list,
 * regardless of their order in the request.
 */
export const operatorNames = [
  "eq",
  "gt",
  "gte",
  "lt",
  "lte",
  "between",
  "inq",
  "nin",
  "neq",
  "like",
  "nlike",
  "ilike",
  "nilike",
  "regexp",
] as const;

/** The name of an operator. */
export type Operator = (typeof operatorNames)[number];

/** The operators in SQL. Each creates a test from a column and an operand of the property's type. */
export const operators: Readonly<Record<Operator, (column: Column, operand: unknown) => ValueTest>> = {
  eq: (column, operand) =>
    operand === null
      ? (stored) => stored === null
      : compare(column, operand, (difference) => difference === 0),
  neq: (column, operand) =>
    operand === null
      ? (stored) => stored !== null
      : compare(column, operand, (difference) => difference !== 0),
  gt: (column, operand) => compare(column, operand, (difference) => difference > 0),
  gte: (column, operand) => compare(column, operand, (difference) => difference >= 0),
  lt: (column, operand) => compare(column, operand, (difference) => difference < 0),
  lte: (column, operand) => compare(column, operand, (difference) => difference <= 0),
  between: (column, operand) => {
    const [low, high] = toItems(operand);
    const [isAbove, isBelow] = [operators.gte(column, low ?? null), operators.lte(column, high ?? null)];
    return (stored) => and(isAbove(stored), isBelow(stored));
  },
  inq: (column, operand) => {
    const items = toItems(operand);
    const values = new Set(items.filter((item) => item !== null).map(column.parse));
    const miss = items.includes(null) ? null : false;
    return onValue(column, (value) => values.has(value) || miss);
  },
  nin: (column, operand) => negate(operators.inq(column, operand)),
  like: (column, operand) => like(column, operand, false),
  nlike: (column, operand) => negate(operators.like(column, operand)),
  ilike: (column, operand) => like(column, operand, true),
  nilike: (column, operand) => negate(operators.ilike(column, operand)),
  regexp: (column, operand) => {
    if (!column.isText)
      throw new DatabaseError("operator does not exist: only a string matches an expression");
    const { source, ignoresCase } = operand as Expression;
    return onText(column, createExpressionTest({ source: requireNoNul(source), ignoresCase }));
  },
};

/** SQL's AND: false if one side is false, otherwise unknown if one side is unknown. */
export function and(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

/** SQL's OR: true if one side is true, otherwise unknown if one side is unknown. */
export function or(a: Truth, b: Truth): Truth {
  return not(and(not(a), not(b)));
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function negate(test: ValueTest): ValueTest {
  return (stored) => not(test(stored));
}

function compare(column: Column, operand: unknown, decide: (difference: number) => boolean): ValueTest {
  if (operand === null) return () => null;
  const value = column.parse(operand);
  return onValue(column, (stored) => decide(column.compare(stored, value)));
}

function onValue(column: Column, test: (value: Scalar) => Truth): ValueTest {
  return (stored) => (stored === null ? null : test(column.load(stored)));
}

function like(column: Column, operand: unknown, ignoresCase: boolean): ValueTest {
  if (operand === null) return () => null;
  const pattern = requireNoNul(toText(operand));
  return onText(column, createLikeTest(pattern, ignoresCase));
}

function onText(column: Column, test: (text: string) => boolean): ValueTest {
  return (stored) => (stored === null ? null : test(column.toText(stored)));
}

function toItems(operand: unknown): unknown[] {
  return isList(operand) ? operand : [operand];
}
