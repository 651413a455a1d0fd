import { Decimal, formatNumber } from "./decimal.js";
import type { Path } from "./path.js";
import { type CtyType, getPartType, isSameType } from "./type.js";
import {
  Dynamic,
  isNumber,
  isRecord,
  isUnknown,
  isWhollyKnown,
  type Members,
  toJavaScript,
  type Value,
} from "./value.js";

/**
 * Returns whether two values of one type are equal to Terraform. Sets have no order, and unknown equals only
 * unknown.
 */
export function isEqual(a: Value, b: Value, type: CtyType): boolean {
  if (a === b) return true;
  if (isUnknown(a) || isUnknown(b) || a === null || b === null) return false;
  if (a instanceof Dynamic || b instanceof Dynamic) {
    return (
      a instanceof Dynamic &&
      b instanceof Dynamic &&
      isSameType(a.type, b.type) &&
      isEqual(a.value, b.value, a.type)
    );
  }
  if (isNumber(a) || isNumber(b)) return isNumber(a) && isNumber(b) && formatNumber(a) === formatNumber(b);
  if (typeof type === "string" || typeof a !== "object" || typeof b !== "object") return a === b;
  if (type[0] === "set") return isEqualSet(a as Value[], b as Value[], type[1]);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) && isEqual((a as Members)[key]!, (b as Members)[key]!, getPartType(type, key)),
    )
  );
}

/** Returns the elements of a set without duplicates. */
export function removeDuplicates(elements: readonly Value[], type: CtyType): Value[] {
  return elements.filter(
    (element, index) => elements.findIndex((other) => isEqual(element, other, type)) === index,
  );
}

function isEqualSet(a: readonly Value[], b: readonly Value[], type: CtyType): boolean {
  const left = removeDuplicates(a, type);
  const right = removeDuplicates(b, type);
  return (
    left.length === right.length &&
    left.every((element) => right.some((other) => isEqual(element, other, type)))
  );
}

/** A place where a value differs from the plan. Undefined means that an element does not exist. */
export interface Difference {
  path: Path;
  planned: Value | undefined;
  actual: Value | undefined;
}

/**
 * Returns where a value differs from the planned one. Everything that was known must be exactly as planned.
 * What was unknown may be anything. Null and an empty collection are different (Terraform's "Resource
 * Instance Change Lifecycle").
 */
export function findDifferences(planned: Value, actual: Value, type: CtyType, path: Path = []): Difference[] {
  if (isUnknown(planned)) return [];
  const here = [{ path, planned, actual }];
  if (planned === null || actual === null || isUnknown(actual)) return planned === actual ? [] : here;
  if (planned instanceof Dynamic || actual instanceof Dynamic) {
    if (!(planned instanceof Dynamic && actual instanceof Dynamic)) return here;
    if (isSameType(planned.type, actual.type))
      return findDifferences(planned.value, actual.value, planned.type, path);
    return isWhollyKnown(planned) ? here : [];
  }
  if (
    typeof type === "string" ||
    typeof planned !== "object" ||
    typeof actual !== "object" ||
    planned instanceof Decimal
  ) {
    return isEqual(planned, actual, type) ? [] : here;
  }
  if (type[0] === "set") return isMatchingSet(planned as Value[], actual as Value[], type) ? [] : here;
  if (Array.isArray(planned) && planned.length !== (actual as Value[]).length) return here;
  const keys = [...new Set([...Object.keys(planned), ...Object.keys(actual)])];
  return keys.flatMap((key) => {
    const part = Array.isArray(planned) ? Number(key) : key;
    const before = (planned as Members)[key];
    const after = (actual as Members)[key];
    const partPath = [...path, part];
    return before === undefined || after === undefined
      ? [{ path: partPath, planned: before, actual: after }]
      : findDifferences(before, after, getPartType(type, key), partPath);
  });
}

/**
 * Elements of sets have no keys. Each must match one on the other side, and an unknown element matches any.
 */
function isMatchingSet(
  planned: Value[],
  actual: Value[],
  type: readonly ["list" | "set" | "map", CtyType],
): boolean {
  if (isWhollyKnown(planned)) return isEqual(planned, actual, type);
  const matches = (a: Value, b: Value): boolean => findDifferences(a, b, type[1]).length === 0;
  return (
    planned.length >= actual.length &&
    planned.every((a) => actual.some((b) => matches(a, b))) &&
    actual.every((b) => planned.some((a) => matches(a, b)))
  );
}

/**
 * Returns a value with the exact numbers of another one, if both are the same to JavaScript. This reverses
 * `toJavaScript`.
 */
export function toExact(value: Value, exact: Value, type: CtyType): Value {
  if (isNumber(value) && isNumber(exact)) return toJavaScript(value) === toJavaScript(exact) ? exact : value;
  if (value instanceof Dynamic && exact instanceof Dynamic) {
    return isSameType(value.type, exact.type)
      ? new Dynamic(value.type, toExact(value.value, exact.value, value.type))
      : value;
  }
  if (typeof type === "string") return value;
  if (Array.isArray(value)) {
    const others = Array.isArray(exact) ? (exact as Value[]) : [];
    const like = (part: Value): Value | undefined =>
      others.find((other) => isEqual(toJavaScript(part), toJavaScript(other), getPartType(type, 0)));
    return (value as Value[]).map((part, index) =>
      type[0] === "set"
        ? (like(part) ?? part)
        : toExact(part, others[index] ?? null, getPartType(type, index)),
    );
  }
  if (!isRecord(value)) return value;
  const others: Members = isRecord(exact) ? exact : {};
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      toExact(part, others[key] ?? null, getPartType(type, key)),
    ]),
  );
}
