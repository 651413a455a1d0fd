import type { PropertyType } from "../data/definition.js";
import { coerceBoolean, toIsoDate, toJsonText } from "../data/instance.js";
import { isList, toObject } from "../values.js";

/** The value that a condition is about, as it lies in a record. */
type Value = unknown;

/** Whether a value meets a condition. */
export type Test = (value: Value) => boolean;

/**
 * LoopBack 3's operators: each makes a test from its operand, which has the property's type already. Their order matters: of two
 * operators on one property LoopBack applies the one that comes first here, and no other.
 */
export const operators = {
  eq:
    (operand: unknown): Test =>
    (value) =>
      same(value, operand),
  gt:
    (operand: unknown): Test =>
    (value) =>
      compare(value, operand) > 0,
  gte:
    (operand: unknown): Test =>
    (value) =>
      compare(value, operand) >= 0,
  lt:
    (operand: unknown): Test =>
    (value) =>
      compare(value, operand) < 0,
  lte:
    (operand: unknown): Test =>
    (value) =>
      compare(value, operand) <= 0,
  between: (operand: unknown): Test => {
    const [low, high] = listOf(operand);
    return (value) => compare(value, low) >= 0 && compare(value, high) <= 0;
  },
  inq: (operand: unknown): Test => {
    const values = new Set(listOf(operand).map(orNull));
    return (value) => values.has(orNull(value));
  },
  nin: (operand: unknown): Test => {
    const values = new Set(listOf(operand).map(orNull));
    return (value) => !values.has(orNull(value));
  },
  neq:
    (operand: unknown): Test =>
    (value) =>
      !same(value, operand),
  like: (operand: unknown): Test => matches(likePattern(operand, "")),
  nlike: (operand: unknown): Test => not(matches(likePattern(operand, ""))),
  ilike: (operand: unknown): Test => matches(likePattern(operand, "i")),
  nilike: (operand: unknown): Test => not(matches(likePattern(operand, "i"))),
  regexp: (operand: unknown): Test => {
    const pattern = regularExpression(String(operand));
    return (value) => {
      if (value === undefined || value === null || value === "") return false;
      if (typeof value !== "string") throw new Error("LoopBack 3 fails on 'regexp' for what is no text.");
      return pattern.test(value);
    };
  },
} as const;

/** An operator's name. */
export type Operator = keyof typeof operators;

/** The operators in the order in which LoopBack 3 looks for them. */
export const operatorNames: readonly Operator[] = Object.keys(operators).filter(
  (name): name is Operator => name in operators,
);

/** Equality as the memory connector has it: a missing value is null. */
export function same(value: Value, operand: unknown): boolean {
  return orNull(value) === orNull(operand);
}

/** Negative, 0 or positive; NaN where the two cannot be compared, as nothing can be with null. */
function compare(value: Value, operand: unknown): number {
  if (typeof value === "string" && typeof operand === "string")
    return value < operand ? -1 : Number(value > operand);
  return isCountable(value) && isCountable(operand) ? Number(value) - Number(operand) : NaN;
}

function isCountable(side: unknown): boolean {
  return typeof side === "number" || typeof side === "boolean";
}

function listOf(operand: unknown): unknown[] {
  return isList(operand) ? operand : [];
}

function orNull(value: Value): unknown {
  return value ?? null;
}

function not(test: Test): Test {
  return (value) => !test(value);
}

/** Null and missing values match no pattern, and so they match every negated one. */
function matches(pattern: RegExp): Test {
  return (value) => value !== undefined && value !== null && pattern.test(toJsonText(value));
}

/** `%` is any run of characters, `_` is one character. As in LoopBack 3's memory connector the pattern is not anchored. */
function likePattern(operand: unknown, flags: "" | "i"): RegExp {
  return new RegExp(escapePattern(String(operand)).replaceAll("%", ".*").replaceAll("_", "."), flags);
}

/** `^a` or `/^a/i`. LoopBack takes an expression that cannot be read for plain text, and drops the flag g. */
function regularExpression(text: string): RegExp {
  const literal = /^\/(.+)\/([a-z]*)$/s.exec(text);
  const [source, flags] = literal ? [literal[1] ?? "", (literal[2] ?? "").replace(/[gy]/g, "")] : [text, ""];
  try {
    return new RegExp(source, flags);
  } catch {
    return new RegExp(escapePattern(text));
  }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/**
 * Brings an operand to the type of its property. Other than in a body, a number that is none stays as it is, and matches nothing.
 *
 * @throws {Error} for what is no date: LoopBack 3 answers 500
 */
export function coerceOperand(type: PropertyType | undefined, operand: unknown): unknown {
  if (operand === null || operand === undefined) return operand;
  if (type === "date") return readDate(operand);
  if (typeof operand === "object") return operand;
  if (type === "string" || type === "array") return toJsonText(operand);
  if (type === "boolean") return coerceBoolean(operand);
  return type === "number" && !Number.isNaN(Number(operand)) ? Number(operand) : operand;
}

function readDate(operand: unknown): string {
  const date = toIsoDate(operand);
  if (date === undefined) throw new Error("LoopBack 3 fails on a date that it cannot read.");
  return date;
}

/** The value of a property, or of a property of a property: `data.targetId`. */
export function getValueAt(row: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(row, path) || !path.includes(".")) return row[path];
  let value: unknown = row;
  for (const name of path.split(".")) value = toObject(value)[name];
  return value;
}
