import { LoopBackError } from "../loopback-error.js";
import { isList } from "../values.js";
import type { PropertyType } from "./definition.js";

/** A date that cannot be read. Kept apart from other values so that validation can name it. */
export const INVALID_DATE = Symbol("Invalid Date");

/**
 * Brings a value of a request's body to its property's type, as LoopBack 3's model builder does: null stays null, numbers and
 * texts become what is asked for, 'false' and '0' are false, a number that is none becomes null.
 *
 * @returns the value, or `INVALID_DATE`
 * @throws {LoopBackError} 400 when a list is asked for and something else was sent
 */
export function coerceValue(type: PropertyType, value: unknown): unknown {
  return value === null || value === undefined ? value : coercions[type](value);
}

const coercions: Readonly<Record<PropertyType, (value: unknown) => unknown>> = {
  string: toText,
  number: numberOrNull,
  boolean: coerceBoolean,
  date: (value) => isoDate(value) ?? INVALID_DATE,
  array: list,
  object: (value) => value,
};

/** A text as it is; of anything else its JSON, which for numbers and booleans is their text. */
export function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** LoopBack 3's idea of a boolean: the texts 'false' and '0' are false, otherwise JavaScript decides. */
export function coerceBoolean(value: unknown): boolean {
  return value !== "false" && value !== "0" && Boolean(value);
}

/** The ISO 8601 text of a date, or undefined for what is none. As in LoopBack 3, a number is milliseconds since 1970. */
export function isoDate(value: unknown): string | undefined {
  const readable =
    typeof value === "string" || typeof value === "number"
      ? value
      : typeof value === "boolean"
        ? Number(value)
        : NaN;
  const date = new Date(readable);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function numberOrNull(value: unknown): number | null {
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

function list(value: unknown): unknown[] {
  if (isList(value)) return value;
  const text = JSON.stringify(value);
  throw new LoopBackError(
    400,
    typeof value === "string"
      ? `could not create List from JSON string: ${text}`
      : `Items must be an array: ${text}`,
  );
}
