import type { Field } from "@huntkit/catalog";
import { isImpossibleAddress } from "../network-address.js";

/**
 * Returns what a value must be, for the first rule of its field that it violates: `must not be empty.` Undefined if it
 * violates none. Null is never checked, because it unsets a field.
 */
export function describeFieldRule(field: Field, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (field.type === "number") return describeRange(field, Number(value));
  if (typeof value !== "string") return undefined;
  if (isNeverBlank(field) && value.trim() === "") return "must not be empty.";
  if (field.format === "url" && !isWebAddress(value)) return urlRule;
  const isAddress = field.format === "ip" || field.format === "network";
  return isAddress && value.split(/[\s,;]+/).some(isImpossibleAddress) ? addressRule : undefined;
}

/** Returns whether a field has a rule that a value can violate. */
export function hasFieldRule(field: Field): boolean {
  const { type, format, min } = field;
  return (
    min !== undefined ||
    (type === "string" && (isNeverBlank(field) || /^(url|ip|network)$/.test(format ?? "")))
  );
}

/**
 * Returns what a value must be if another property of its record names its type; undefined if it has that type.
 *
 * @param type value of the property that names the type
 */
export function describeTypeRule(type: unknown, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (type === "number" && !isNumber(value))
    return 'must be a number, for example "10", because its type is number.';
  if (type === "boolean" && ![true, false, "true", "false"].includes(value as boolean))
    return "must be true or false, because its type is boolean.";
  return undefined;
}

const addressRule = "must be a valid IP address or range, for example 10.0.0.0/16.";
const urlRule = "must be an HTTP or HTTPS URL, for example https://hooks.example.com/hunt.";

function isNeverBlank({ required, writable, values }: Field): boolean {
  return required === true && writable === true && !values;
}

function describeRange({ min, max, isInteger }: Field, value: number): string | undefined {
  if (min === undefined || max === undefined) return undefined;
  const isAllowed = value >= min && value <= max && (!isInteger || Number.isInteger(value));
  return isAllowed ? undefined : `must be ${isInteger ? "an integer" : "a number"} from ${min} to ${max}.`;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isNumber(value: unknown): boolean {
  if (typeof value === "string") return value.trim() !== "" && Number.isFinite(Number(value));
  return typeof value === "number" && Number.isFinite(value);
}
