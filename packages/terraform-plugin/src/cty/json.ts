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
 * Reads JSON text, every number exact: numbers are `number`, `bigint` or `Decimal`.
 *
 * @throws {SyntaxError} for text that is not JSON
 */
export function parseJson(text: string): unknown {
  return parse(text, null, { parseNumber });
}

/**
 * Reads a value from its JSON form, as states keep it. Members that the type does not have are dropped: they are of an
 * older schema. What is at odds with the type becomes null and a complaint.
 *
 * @param json what `parseJson` gave
 */
export function fromJsonForm(json: unknown, type: CtyType): { value: Value; mismatches: Mismatch[] } {
  const mismatches: Mismatch[] = [];
  return { value: convertValue(json, type, fromJson, mismatches) as Value, mismatches };
}

/**
 * Reads a value from JSON text.
 *
 * @throws {TypeError} for a value that is not of the type
 */
export function decodeJson(text: string, type: CtyType): Value {
  return convertStrictly(parseJson(text), type, fromJson) as Value;
}

/**
 * Writes a value as JSON text, as states keep it.
 *
 * @param space indentation, as in `JSON.stringify`
 * @throws {TypeError} for a value that is not of the type, or that holds something unknown
 */
export function encodeJson(value: Value, type: CtyType, space?: number): string {
  const [path] = findUnknownPaths(value);
  if (path) throw new TypeError(`${formatPath(path)} is unknown, which JSON cannot say`);
  return stringify(convertStrictly(value, type, toJson), null, space) ?? "null";
}
