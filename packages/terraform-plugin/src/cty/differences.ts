import { Decimal } from "./decimal.js";
import { Dynamic } from "./dynamic.js";
import type { Path } from "./path.js";
import { sameType, type CtyType } from "./type.js";
import { isUnknown } from "./unknown.js";
import { equal, isWhollyKnown, partType, type Members, type Value } from "./value.js";

/** A place at which a value is not what was planned. Undefined stands for an element that is not there. */
export interface Difference {
  path: Path;
  planned: Value | undefined;
  actual: Value | undefined;
}

/**
 * Where a value is not what was planned: everything known must be exactly as planned, and what was unknown may be anything.
 * Null and an empty collection are different things (Terraform's "Resource Instance Change Lifecycle").
 */
export function differences(planned: Value, actual: Value, type: CtyType, path: Path = []): Difference[] {
  if (isUnknown(planned)) return [];
  const here = [{ path, planned, actual }];
  if (planned === null || actual === null || isUnknown(actual)) return planned === actual ? [] : here;
  if (planned instanceof Dynamic || actual instanceof Dynamic) {
    if (!(planned instanceof Dynamic && actual instanceof Dynamic)) return here;
    if (sameType(planned.type, actual.type))
      return differences(planned.value, actual.value, planned.type, path);
    return isWhollyKnown(planned) ? here : [];
  }
  if (
    typeof type === "string" ||
    typeof planned !== "object" ||
    typeof actual !== "object" ||
    planned instanceof Decimal
  ) {
    return equal(planned, actual, type) ? [] : here;
  }
  if (type[0] === "set") return setsAgree(planned as Value[], actual as Value[], type) ? [] : here;
  if (Array.isArray(planned) && planned.length !== (actual as Value[]).length) return here;
  const keys = [...new Set([...Object.keys(planned), ...Object.keys(actual)])];
  return keys.flatMap((key) => {
    const part = Array.isArray(planned) ? Number(key) : key;
    const before = (planned as Members)[key];
    const after = (actual as Members)[key];
    const partPath = [...path, part];
    return before === undefined || after === undefined
      ? [{ path: partPath, planned: before, actual: after }]
      : differences(before, after, partType(type, key), partPath);
  });
}

/** Elements have no keys: each must have its like on the other side, and unknown elements are like any. */
function setsAgree(
  planned: Value[],
  actual: Value[],
  type: readonly ["list" | "set" | "map", CtyType],
): boolean {
  if (isWhollyKnown(planned)) return equal(planned, actual, type);
  const alike = (a: Value, b: Value): boolean => differences(a, b, type[1]).length === 0;
  return (
    planned.length >= actual.length &&
    planned.every((a) => actual.some((b) => alike(a, b))) &&
    actual.every((b) => planned.some((a) => alike(a, b)))
  );
}
