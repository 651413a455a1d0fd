import { coerceBoolean, isoDate, toText } from "../../data/coerce.js";
import type { PropertyType } from "../../data/definition.js";

/**
 * Brings an operand to the type of its property. Other than in a body, a number that is none stays as it is, and matches nothing.
 *
 * @throws {Error} for what is no date: LoopBack 3 answers 500
 */
export function coerceOperand(type: PropertyType | undefined, operand: unknown): unknown {
  if (operand === null || operand === undefined) return operand;
  if (type === "date") return readDate(operand);
  if (typeof operand === "object") return operand;
  if (type === "string" || type === "array") return toText(operand);
  if (type === "boolean") return coerceBoolean(operand);
  return type === "number" && !Number.isNaN(Number(operand)) ? Number(operand) : operand;
}

function readDate(operand: unknown): string {
  const date = isoDate(operand);
  if (date === undefined) throw new Error("LoopBack 3 fails on a date that it cannot read.");
  return date;
}
