import type { Json } from "./client.js";

/** A record as the test wrote it. */
export type Written = { readonly id: string; readonly [property: string]: Json };

/** A LoopBack condition. */
export type Where = Readonly<Record<string, Json>>;

/** Reads a condition in the plainest way that can be written down, sharing no code with the sandbox. */
export function matches(row: Written, where: Where): boolean {
  return Object.entries(where).every(([key, value]) => {
    if (key === "and") return value.every((clause: Where) => matches(row, clause));
    if (key === "or") return value.some((clause: Where) => matches(row, clause));
    return meets(row[key] ?? null, value);
  });
}

function meets(value: Json, condition: Json): boolean {
  if (typeof condition !== "object" || condition === null) return value === condition;
  const operator = Object.keys(condition)[0] ?? "";
  const operand = condition[operator];
  const comparable = value !== null && operand !== null;
  switch (operator) {
    case "gt":
      return comparable && value > operand;
    case "gte":
      return comparable && value >= operand;
    case "lt":
      return comparable && value < operand;
    case "lte":
      return comparable && value <= operand;
    case "neq":
      return value !== operand;
    case "inq":
      return operand.includes(value);
    case "nin":
      return !operand.includes(value);
    case "between":
      return value !== null && !operand.includes(null) && value >= operand[0] && value <= operand[1];
    case "like":
      return value !== null && contains(value, operand);
    case "nlike":
      return value === null || !contains(value, operand);
    case "ilike":
      return value !== null && contains(value.toLowerCase(), operand.toLowerCase());
    case "nilike":
      return value === null || !contains(value.toLowerCase(), operand.toLowerCase());
    case "regexp":
      return value !== null && value !== "" && expression(value, operand);
    default:
      throw new Error(`The oracle does not know '${operator}'.`);
  }
}

/** Whether a pattern with % and _ fits anywhere in a text: tried at every place, one unit after the other. */
function contains(text: string, pattern: string): boolean {
  const fits = (at: number, from: number): boolean => {
    if (from === pattern.length) return true;
    if (pattern[from] === "%") return fits(at, from + 1) || (at < text.length && fits(at + 1, from));
    return (
      at < text.length && (pattern[from] === "_" || pattern[from] === text[at]) && fits(at + 1, from + 1)
    );
  };
  return Array.from({ length: text.length + 1 }, (_, at) => at).some((at) => fits(at, 0));
}

/** What each expression of the test means, in words of its own. */
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
    "a.b": (value) => contains(value, "a_b"),
    "\\$$": (value) => value.endsWith("$"),
  };
  const meaning = meanings[pattern];
  if (meaning === undefined) throw new Error(`The oracle does not know '${pattern}'.`);
  return meaning(text);
}
