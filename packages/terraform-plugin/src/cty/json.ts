import { LosslessNumber, parse, stringify } from "lossless-json";
import { type Mismatch, type Conversion, convertValue, convertStrictly } from "./convert.js";
import { isNumberString, formatNumber, parseNumber } from "./decimal.js";
import { formatPath } from "./path.js";
import { type CtyType, parseType, formatTypeJson } from "./type.js";
import { Dynamic, isNumber, isRecord, findUnknownPaths, type Value } from "./value.js";

const toJson: Conversion = {
  number: (value) => (isNumber(value) ? new LosslessNumber(formatNumber(value)) : undefined),
  dynamic: (value, inner) =>
    value instanceof Dynamic
      ? { type: JSON.parse(formatTypeJson(value.type)), value: inner(value.value, value.type) }
      : undefined,
};

const fromJson: Conversion = {
  number: (value) => {
    if (typeof value === "string") return isNumberString(value) ? parseNumber(value) : undefined;
    return isNumber(value) ? value : undefined;
  },
  dynamic: (value, inner) => {
    if (!isRecord(value) || !("type" in value)) return undefined;
    const type = parseType(value["type"]);
    return new Dynamic(type, inner(value["value"], type) as Value);
  },
  lenient: true,
};

/**
 * Parses JSON with exact numbers: `number`, `bigint`, or `Decimal`.
 *
 * @throws {SyntaxError} if the string is not valid JSON
 */
export function parseJson(text: string): unknown {
  return parse(text, null, { parseNumber });
}

/**
 * Reads a value from its JSON form in a state. Members that the type does not have are dropped: they are from
 * an older schema. What does not match the type becomes null and a mismatch.
 *
 * @param json returned by `parseJson`
 */
export function fromJsonForm(json: unknown, type: CtyType): { value: Value; mismatches: Mismatch[] } {
  const mismatches: Mismatch[] = [];
  return { value: convertValue(json, type, fromJson, mismatches) as Value, mismatches };
}

/**
 * Decodes a value from a JSON string.
 *
 * @throws {TypeError} if the value does not match the type
 */
export function decodeJson(text: string, type: CtyType): Value {
  return convertStrictly(parseJson(text), type, fromJson) as Value;
}

/**
 * Encodes a value as a JSON string, as in a state.
 *
 * @param space indentation, as in `JSON.stringify`
 * @throws {TypeError} if the value does not match the type, or contains something unknown
 */
export function encodeJson(value: Value, type: CtyType, space?: number): string {
  const [path] = findUnknownPaths(value);
  if (path) throw new TypeError(`${formatPath(path)} is unknown, and JSON cannot represent unknown values`);
  return stringify(convertStrictly(value, type, toJson), null, space) ?? "null";
}
