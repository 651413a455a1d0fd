import { Decoder, Encoder, ExtData, type ExtensionCodecType } from "@msgpack/msgpack";
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
 * Unknown values are extension 0, or 12 with refinements. A value of any extension is unknown (Terraform's
 * "wire format for values").
 */
const extensions: ExtensionCodecType<undefined> = {
  tryToEncode: (value) => (isUnknown(value) ? new ExtData(0, new Uint8Array(1)) : null),
  decode: () => unknown,
};

const options = { extensionCodec: extensions, useBigInt64: true };

// An encoder allocates a buffer, so there is only one. Terraform sorts the members of maps and objects. So does
// this, so a value that Terraform sends back has the same bytes.
const encoder = new Encoder({ ...options, sortKeys: true });
const decoder = new Decoder(options);

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
 * Encodes a value as Terraform's msgpack. Missing attributes become null.
 *
 * @throws {TypeError} if the value does not match the type
 */
export function encode(value: Value, type: CtyType): Uint8Array {
  return encoder.encode(convertStrictly(value, type, toWire));
}

/**
 * Decodes a value from Terraform's msgpack.
 *
 * @throws {TypeError} if the value does not match the type
 */
export function decode(bytes: Uint8Array, type: CtyType): Value {
  return convertStrictly(decoder.decode(bytes), type, fromWire) as Value;
}

/**
 * Returns a 64-bit integer as such, and every other number as a decimal string, because a float would be a
 * different number.
 */
function toWireNumber(number: CtyNumber): number | bigint | string {
  if (number === Infinity || number === -Infinity) return number;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  const text = formatNumber(number);
  if (number instanceof Decimal || !/^-?\d+$/.test(text)) return text;
  const whole = BigInt(text);
  return BigInt.asIntN(64, whole) === whole ? whole : text;
}
