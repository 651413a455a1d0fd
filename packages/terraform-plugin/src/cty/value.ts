import { Decimal, numberText, type CtyNumber } from "./decimal.js";
import { Dynamic } from "./dynamic.js";
import { sameType, type CtyType } from "./type.js";
import { isUnknown, type Unknown } from "./unknown.js";
import { isRecord } from "./walk.js";

/**
 * A value of Terraform's, as data. Lists, sets and tuples are arrays; maps and objects are plain objects. Numbers are
 * JavaScript's where these hold them exactly, else `bigint` (whole) or `Decimal`.
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

/** An object's or a map's data. */
export type Members = Readonly<Record<string, Value>>;

/** Whether a value is null; a dynamic value is where the value within is. */
export function isNull(value: Value | undefined): value is null | undefined | Dynamic {
  return value === null || value === undefined || (value instanceof Dynamic && value.value === null);
}

/** Whether a value is a number, in whichever form. */
export function isNumber(value: unknown): value is CtyNumber {
  return (
    (typeof value === "number" && !Number.isNaN(value)) ||
    typeof value === "bigint" ||
    value instanceof Decimal
  );
}

/** Whether nothing in a value is unknown. */
export function isWhollyKnown(value: Value): boolean {
  return unknownPaths(value).length === 0;
}

/** Where in a value something is unknown. */
export function unknownPaths(value: Value): (string | number)[][] {
  if (isUnknown(value)) return [[]];
  if (value instanceof Dynamic) return unknownPaths(value.value);
  if (typeof value !== "object" || value === null || value instanceof Decimal) return [];
  const parts: [string | number, Value][] = Array.isArray(value)
    ? [...(value as Value[]).entries()]
    : Object.entries(value as Members);
  return parts.flatMap(([key, part]) => unknownPaths(part).map((path) => [key, ...path]));
}

/** Whether two values of one type are the same, as Terraform sees it: sets have no order, unknown equals unknown alone. */
export function equal(a: Value, b: Value, type: CtyType): boolean {
  if (isUnknown(a) || isUnknown(b)) return a === b;
  if (a === null || b === null) return a === b;
  if (a instanceof Dynamic || b instanceof Dynamic) {
    return (
      a instanceof Dynamic &&
      b instanceof Dynamic &&
      sameType(a.type, b.type) &&
      equal(a.value, b.value, a.type)
    );
  }
  if (isNumber(a) || isNumber(b)) return isNumber(a) && isNumber(b) && numberText(a) === numberText(b);
  if (typeof type === "string" || typeof a !== "object" || typeof b !== "object") return a === b;
  if (type[0] === "set") return equalSets(a as Value[], b as Value[], type[1]);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) && equal((a as Members)[key]!, (b as Members)[key]!, partType(type, key)),
    )
  );
}

/** A part of a value; null where there is none. */
export function partOf(value: Value, key: string | number): Value {
  if (Array.isArray(value)) return (value as Value[])[Number(key)] ?? null;
  return isRecord(value) && Object.hasOwn(value, key) ? (value[key] as Value) : null;
}

/** A value with each of its parts changed; one that has none, and a dynamic one, stays as it is. */
export function mapParts<T>(value: Value, change: (part: Value) => T): Value | T[] | Record<string, T> {
  if (Array.isArray(value)) return (value as Value[]).map((part) => change(part));
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, change(part)]))
    : value;
}

/** The type of a part of a value. */
export function partType(type: Exclude<CtyType, string>, key: string | number): CtyType {
  if (type[0] === "object") return type[1][key] ?? "dynamic";
  return type[0] === "tuple" ? (type[1][Number(key)] ?? "dynamic") : type[1];
}

/** A set's elements, each once. */
export function distinct(elements: readonly Value[], type: CtyType): Value[] {
  return elements.filter(
    (element, index) => elements.findIndex((other) => equal(element, other, type)) === index,
  );
}

function equalSets(a: readonly Value[], b: readonly Value[], type: CtyType): boolean {
  const left = distinct(a, type);
  const right = distinct(b, type);
  return (
    left.length === right.length &&
    left.every((element) => right.some((other) => equal(element, other, type)))
  );
}
