import type { Json } from "./client.js";

/** A record as the test sent it. */
export type Written = { readonly id: string; readonly [property: string]: Json };

/** A LoopBack condition. */
export type Where = Readonly<Record<string, Json>>;

/** Evaluates a condition in the simplest way, without any code of the sandbox. */
export function matches(row: Written, where: Where): boolean {
  return Object.entries(where).every(([key, value]) => {
    if (key === "and") return value.every((clause: Where) => matches(row, clause));
    if (key === "or") return value.some((clause: Where) => matches(row, clause));
    return matchesValue(row[key] ?? null, value);
  });
}

function matchesValue(value: Json, condition: Json): boolean {
  if (condition === null) return value === null;
  if (typeof condition !== "object") return value === condition;
  const operator = Object.keys(condition)[0] ?? "";
  const operand = condition[operator];
  if (operator === "neq" && operand === null) return value !== null;
  // All other operators do not match NULL, and comparisons with NULL do not match anything.
  if (value === null || operand === null) return false;
  switch (operator) {
    case "gt":
      return value > operand;
    case "gte":
      return value >= operand;
    case "lt":
      return value < operand;
    case "lte":
      return value <= operand;
    case "neq":
      return value !== operand;
    case "inq":
      return operand.includes(value);
    case "nin":
      return !operand.includes(null) && !operand.includes(value);
    case "between":
      return !operand.includes(null) && value >= operand[0] && value <= operand[1];
    case "like":
      return fits(value, operand);
    case "nlike":
      return !fits(value, operand);
    case "ilike":
      return fits(value.toLowerCase(), operand.toLowerCase());
    case "nilike":
      return !fits(value.toLowerCase(), operand.toLowerCase());
    case "regexp":
      return expression(value, operand);
    default:
      throw new Error(`The oracle does not support '${operator}'.`);
  }
}

/**
 * Returns whether a pattern with % and _ matches a whole string. It compares one character after the other.
 */
function fits(text: string, pattern: string): boolean {
  const [first, ...rest] = pattern;
  const [character, ...others] = text;
  if (first === undefined) return character === undefined;
  if (first === "%")
    return fits(text, rest.join("")) || (character !== undefined && fits(others.join(""), pattern));
  return (
    character !== undefined && (first === "_" || first === character) && fits(others.join(""), rest.join(""))
  );
}

/** Evaluates the regular expressions of the test without a regular expression. */
function expression(text: string, pattern: string): boolean {
  const meanings: Record<string, (text: string) => boolean> = {
    "^a": (value) => value.startsWith("a"),
    b$: (value) => value.endsWith("b"),
    "/^a/i": (value) => value.startsWith("a") || value.startsWith("A"),
    "/^A/": (value) => value.startsWith("A"),
    x: (value) => value.includes("x"),
    ü: (value) => value.includes("ü"),
    "/Ü/i": (value) => value.includes("ü") || value.includes("Ü"),
    "(": (value) => value.includes("("),
    "[": (value) => value.includes("["),
    "a.b": (value) => fits(value, "%a_b%"),
    "\\$$": (value) => value.endsWith("$"),
  };
  const meaning = meanings[pattern];
  if (meaning === undefined) throw new Error(`The oracle does not support '${pattern}'.`);
  return meaning(text);
}
