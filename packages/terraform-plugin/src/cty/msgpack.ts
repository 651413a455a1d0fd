import { decode as unpack, encode as pack, ExtData, type ExtensionCodecType } from "@msgpack/msgpack";
import { type Conversion, convertStrictly } from "./convert.js";
import {
  type CtyNumber,
  Decimal,
  toExactNumber,
  isNumberString,
  formatNumber,
  parseNumber,
} from "./decimal.js";
import { type CtyType, parseType, formatTypeJson } from "./type.js";
import { Dynamic, isNumber, isUnknown, unknown, type Value } from "./value.js";

/**
 * Unknown values are extension 0 or, with refinements, 12; whatever the extension is, the value is unknown
 * (Terraform's "wire format for values").
 */
const extensions: ExtensionCodecType<undefined> = {
  tryToEncode: (value) => (isUnknown(value) ? new ExtData(0, new Uint8Array(1)) : null),
  decode: () => unknown,
};

const options = { extensionCodec: extensions, useBigInt64: true };

const toWire: Conversion = {
  number: (value) => (isNumber(value) ? toWireNumber(value) : undefined),
  dynamic: (value, inner) => {
    if (isUnknown(value)) return value;
    return value instanceof Dynamic
      ? [new TextEncoder().encode(formatTypeJson(value.type)), inner(value.value, value.type)]
      : undefined;
  },
};

const fromWire: Conversion = {
  number: (value) => {
    if (typeof value === "number") return toExactNumber(value);
    return (typeof value === "bigint" || typeof value === "string") && isNumberString(String(value))
      ? parseNumber(String(value))
      : undefined;
  },
  dynamic: (value, inner) => {
    if (isUnknown(value)) return value;
    if (!Array.isArray(value) || !(value[0] instanceof Uint8Array)) return undefined;
    const type = parseType(JSON.parse(new TextDecoder().decode(value[0])));
    return new Dynamic(type, inner(value[1], type) as Value);
  },
};

/**
 * Writes a value as Terraform's msgpack. Attributes that are left out become null.
 *
 * @throws {TypeError} for a value that is not of the type
 */
export function encode(value: Value, type: CtyType): Uint8Array {
  return pack(convertStrictly(value, type, toWire), options);
}

/**
 * Reads a value from Terraform's msgpack.
 *
 * @throws {TypeError} for a value that is not of the type
 */
export function decode(bytes: Uint8Array, type: CtyType): Value {
  return convertStrictly(unpack(bytes, options), type, fromWire) as Value;
}

/** Whole numbers of 64 bits as such, all others as decimal text: a float would be another number than the decimal that was meant. */
function toWireNumber(number: CtyNumber): number | bigint | string {
  if (number === Infinity || number === -Infinity) return number;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  const text = formatNumber(number);
  if (number instanceof Decimal || !/^-?\d+$/.test(text)) return text;
  const whole = BigInt(text);
  return BigInt.asIntN(64, whole) === whole ? whole : text;
}
