import { isUnknown } from "../cty/unknown.js";
import { isNumber, type Value } from "../cty/value.js";
import { numberText } from "../cty/decimal.js";

const longest = 120;

/** A value for a message: short, on one line, safe on a terminal. Never call it with a secret. */
export function show(value: Value | undefined): string {
  if (value === undefined) return "nothing";
  if (isUnknown(value)) return String(value);
  if (isNumber(value)) return numberText(value);
  if (typeof value === "string")
    return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[… ${value.length}]`;
  return typeof value === "object" && value !== null ? "{…}" : String(value);
}
