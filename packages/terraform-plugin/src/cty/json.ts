import { LosslessNumber, parse, stringify } from "lossless-json";
import { isNumberText, numberText, parseNumber } from "./decimal.js";
import { Dynamic } from "./dynamic.js";
import { parseType, typeText, type CtyType } from "./type.js";
import { isNumber, unknownPaths, type Value } from "./value.js";
import { isRecord, walk, walkStrictly, type Complaint, type Turn } from "./walk.js";
import { showPath } from "./path.js";

const toJson: Turn = {
  number: (value) => (isNumber(value) ? new LosslessNumber(numberText(value)) : undefined),
  dynamic: (value, inner) =>
    value instanceof Dynamic
      ? { type: JSON.parse(typeText(value.type)), value: inner(value.value, value.type) }
      : undefined,
};

const fromJson: Turn = {
  number: (value) => {
    if (typeof value === "string") return isNumberText(value) ? parseNumber(value) : undefined;
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
export function fromJsonForm(json: unknown, type: CtyType): { value: Value; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  return { value: walk(json, type, fromJson, complaints) as Value, complaints };
}

/**
 * Reads a value from JSON text.
 *
 * @throws {TypeError} for a value that is not of the type
 */
export function decodeJson(text: string, type: CtyType): Value {
  return walkStrictly(parseJson(text), type, fromJson) as Value;
}

/**
 * Writes a value as JSON text, as states keep it.
 *
 * @param space indentation, as in `JSON.stringify`
 * @throws {TypeError} for a value that is not of the type, or that holds something unknown
 */
export function encodeJson(value: Value, type: CtyType, space?: number): string {
  const [path] = unknownPaths(value);
  if (path) throw new TypeError(`${showPath(path)} is unknown, which JSON cannot say`);
  return stringify(walkStrictly(value, type, toJson), null, space) ?? "null";
}
