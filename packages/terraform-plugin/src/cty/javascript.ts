import { Dynamic } from "./dynamic.js";
import { sameType, type CtyType } from "./type.js";
import { equal, isNumber, mapParts, partType, type Members, type Value } from "./value.js";
import { isRecord } from "./walk.js";

/**
 * A value with JavaScript's numbers in place of exact ones. Terraform writes a tenth in two ways, as a decimal (from a literal)
 * and as a 64-bit float (from a variable), and they are different numbers to it; to JavaScript both are 0.1. Dynamic
 * values keep what they hold.
 */
export function toJavaScript(value: Value): Value {
  return isNumber(value) ? Number(String(value)) : mapParts(value, toJavaScript);
}

/** A value with the exact numbers of another one, wherever both are the same to JavaScript: the way back from `toJavaScript`. */
export function toExact(value: Value, exact: Value, type: CtyType): Value {
  if (isNumber(value) && isNumber(exact)) return toJavaScript(value) === toJavaScript(exact) ? exact : value;
  if (value instanceof Dynamic && exact instanceof Dynamic) {
    return sameType(value.type, exact.type)
      ? new Dynamic(value.type, toExact(value.value, exact.value, value.type))
      : value;
  }
  if (typeof type === "string") return value;
  if (Array.isArray(value)) {
    const others = Array.isArray(exact) ? (exact as Value[]) : [];
    const like = (part: Value): Value | undefined =>
      others.find((other) => equal(toJavaScript(part), toJavaScript(other), partType(type, 0)));
    return (value as Value[]).map((part, index) =>
      type[0] === "set" ? (like(part) ?? part) : toExact(part, others[index] ?? null, partType(type, index)),
    );
  }
  if (!isRecord(value)) return value;
  const others: Members = isRecord(exact) ? exact : {};
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      toExact(part, others[key] ?? null, partType(type, key)),
    ]),
  );
}
