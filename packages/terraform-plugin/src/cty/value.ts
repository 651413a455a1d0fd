import { type CtyNumber, Decimal, formatNumber, isExactInJavaScript } from "./decimal.js";
import type { Path } from "./path.js";
import type { CtyType } from "./type.js";

/**
 * A Terraform value as data. Lists, sets, and tuples are arrays; maps and objects are plain objects. A number
 * is a JavaScript number if that holds it exactly, otherwise a `bigint` (integers) or a `Decimal`.
 */
export type Value =
  | null
  | string
  | boolean
  | CtyNumber
  | Dynamic
  | Unknown
  | readonly Value[]
  | { readonly [key: string]: Value };

/** The data of an object or a map. */
export type Members = Readonly<Record<string, Value>>;

/** A value that is known only after apply. The only instance is `unknown`. */
export class Unknown {
  /** Distinguishes the type from every other one. */
  readonly unknown = true;

  /** Returns Terraform's words for an unknown value. */
  toString(): string {
    return "(known after apply)";
  }
}

/** The value that is known only after apply. Refinements (not null, a prefix, …) are not kept. */
export const unknown: Unknown = new Unknown();

/**
 * A value of type `dynamic`, which has a type of its own. The value inside may be null or contain unknown
 * values.
 */
export class Dynamic {
  readonly type: CtyType;
  readonly value: Value;

  constructor(type: CtyType, value: Value) {
    this.type = type;
    this.value = value;
  }
}

/** Returns whether a value is known only after apply. A list with an unknown element is itself known. */
export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

/** Returns whether a value is null. A dynamic value is null if the value inside is. */
export function isNull(value: Value | undefined): value is null | undefined | Dynamic {
  return value === null || value === undefined || (value instanceof Dynamic && value.value === null);
}

/** Returns whether a value is a number, in any of its forms. */
export function isNumber(value: unknown): value is CtyNumber {
  return (
    (typeof value === "number" && !Number.isNaN(value)) ||
    typeof value === "bigint" ||
    value instanceof Decimal
  );
}

/**
 * Returns whether a value is a plain object, such as the data of a map or an object, and not an instance of a
 * class.
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Returns the parts of a value with their keys: elements by index, members by name. A value without parts has
 * none.
 */
export function getEntries(value: Value): [key: string | number, part: Value][] {
  if (Array.isArray(value)) return [...(value as Value[]).entries()];
  return isRecord(value) ? Object.entries(value as Members) : [];
}

/** Returns one part of a value, or null if it does not exist. */
export function getPart(value: Value, key: string | number): Value {
  if (Array.isArray(value)) return (value as Value[])[Number(key)] ?? null;
  return isRecord(value) && Object.hasOwn(value, key) ? (value[key] as Value) : null;
}

/** Sets a member of a plain object. Unlike an assignment, it can set one with the name `__proto__`. */
export function setMember(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== "__proto__") object[name] = value;
  else Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}

/**
 * Returns a value with each of its parts changed. A value without parts, and a dynamic one, is returned
 * unchanged.
 */
export function mapParts<T>(value: Value, change: (part: Value) => T): Value | T[] | Record<string, T> {
  if (Array.isArray(value)) return (value as Value[]).map((part) => change(part));
  if (!isRecord(value)) return value;
  const changed: Record<string, T> = {};
  for (const key of Object.keys(value)) setMember(changed, key, change((value as Members)[key]!));
  return changed;
}

/** Returns the paths of everything that is unknown in a value. */
export function findUnknownPaths(value: Value): Path[] {
  if (isUnknown(value)) return [[]];
  if (value instanceof Dynamic) return findUnknownPaths(value.value);
  return getEntries(value).flatMap(([key, part]) => findUnknownPaths(part).map((path) => [key, ...path]));
}

/** Returns whether nothing in a value is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (isUnknown(value)) return false;
  if (value instanceof Dynamic) return isWhollyKnown(value.value);
  return typeof value !== "object" || getEntries(value).every(([, part]) => isWhollyKnown(part));
}

/** Returns a value with null instead of everything that is unknown in it. */
export function removeUnknowns(value: Value): Value {
  if (isUnknown(value)) return null;
  if (value instanceof Dynamic) return new Dynamic(value.type, removeUnknowns(value.value));
  return mapParts(value, removeUnknowns);
}

/**
 * Returns a value with JavaScript numbers instead of exact ones. Terraform has two forms of a tenth, a
 * decimal (from a literal) and a 64-bit float (from a variable), which are different numbers to it. To
 * JavaScript, both are 0.1. Dynamic values stay unchanged.
 */
export function toJavaScript(value: Value): Value {
  return isNumber(value) ? Number(String(value)) : mapParts(value, toJavaScript);
}

/** Returns whether data equals the result of `toJavaScript`. A missing member is null. */
export function isJavaScriptOf(data: unknown, value: Value): boolean {
  if (isNumber(value)) return data === Number(String(value));
  if (Array.isArray(value)) {
    const parts = value as Value[];
    return (
      Array.isArray(data) &&
      data.length === parts.length &&
      parts.every((part, index) => isJavaScriptOf(data[index], part))
    );
  }
  if (!isRecord(value)) return (data ?? null) === value;
  return (
    isRecord(data) &&
    Object.keys(data).every((name) => Object.hasOwn(value, name)) &&
    Object.keys(value).every((name) => isJavaScriptOf(data[name], (value as Members)[name]!))
  );
}

/**
 * Returns a value as ordinary data, without `Dynamic` wrappers and with JavaScript numbers. A number that
 * JavaScript cannot hold exactly becomes a string. Unknown values stay.
 */
export function toPlainData(value: Value): unknown {
  if (value instanceof Dynamic) return toPlainData(value.value);
  if (isNumber(value)) return isExactInJavaScript(value) ? Number(String(value)) : formatNumber(value);
  return mapParts(value, toPlainData);
}

/** Maximum length of a string in a message. */
const maxShownLength = 120;

/** Formats a value for a message: short, on one line, safe on a terminal. Do not call it with a secret. */
export function formatValue(value: Value | undefined): string {
  if (value === undefined) return "nothing";
  if (isUnknown(value)) return String(value);
  if (isNumber(value)) return formatNumber(value);
  if (typeof value === "string")
    return JSON.stringify(value.length > maxShownLength ? `${value.slice(0, maxShownLength)}…` : value);
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[… ${value.length}]`;
  return typeof value === "object" && value !== null ? "{…}" : String(value);
}
