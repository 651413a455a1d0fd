/**
 * A number that neither a JavaScript number nor a `bigint` holds exactly, as a decimal string:
 * `0.12345678901234567890123`. Terraform computes with 512 bits, and requires its numbers back unchanged.
 */
export class Decimal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** A Terraform number: the first of the three types that holds it exactly. */
export type CtyNumber = number | bigint | Decimal;

const numberForm = /^([-+]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([-+]?\d+))?$/i;

/** Maximum number of digits that are written out. Longer numbers keep their exponent. */
const longest = 1_000;

/**
 * Reads a decimal number, with or without exponent.
 *
 * @throws {RangeError} if the string is not a number
 */
export function parseNumber(text: string): CtyNumber {
  const canonical = toCanonicalString(text);
  const nearest = Number(canonical);
  if (Number.isSafeInteger(nearest) || (!Number.isInteger(nearest) && Number.isFinite(nearest))) {
    if (toCanonicalString(String(nearest)) === canonical) return nearest;
  }
  return /^-?\d+$/.test(canonical) ? BigInt(canonical) : new Decimal(canonical);
}

/** Converts a 64-bit float exactly. Its decimal expansion can be long, but it is finite. */
export function toExactNumber(float: number): CtyNumber {
  if (Number.isSafeInteger(float) || !Number.isFinite(float)) return float;
  let binaryPlaces = 0;
  let whole = float;
  for (; !Number.isInteger(whole); whole *= 2) binaryPlaces += 1;
  return parseNumber(`${BigInt(whole) * 5n ** BigInt(binaryPlaces)}e-${binaryPlaces}`);
}

/**
 * Formats a number in its canonical form: two numbers are equal if their strings are equal. A JavaScript
 * number stands for the shortest decimal that reads as it, as in JSON: 0.1 is one tenth, which no 64-bit
 * float is.
 *
 * @throws {RangeError} for NaN
 */
export function formatNumber(number: CtyNumber): string {
  if (typeof number === "number" && Number.isInteger(number)) return String(BigInt(number));
  return number === Infinity || number === -Infinity ? String(number) : toCanonicalString(String(number));
}

/**
 * Returns whether a JavaScript number holds a number exactly. Both decimal forms of a 64-bit float count as
 * exact: the shortest one, and the complete one that Terraform sends for the number of a variable.
 */
export function isExactInJavaScript(number: CtyNumber): boolean {
  if (typeof number !== "object") return typeof number === "number";
  const nearest = Number(number.text);
  return Number.isFinite(nearest) && formatNumber(toExactNumber(nearest)) === formatNumber(number);
}

/** Returns whether a string is a decimal number, with or without exponent. */
export function isNumberString(text: string): boolean {
  return numberForm.test(text);
}

function toCanonicalString(text: string): string {
  const parts = numberForm.exec(text);
  if (!parts) throw new RangeError(`${JSON.stringify(text)} is not a number`);
  const [, sign, whole = "", fraction = "", exponent = "0"] = parts;
  const significant = `${whole}${fraction}`.replace(/^0+/, "");
  const digits = significant.replace(/0+$/, "");
  if (digits === "") return "0";
  const point = Number(exponent) - fraction.length + significant.length;
  return `${sign === "-" ? "-" : ""}${placePoint(digits, point)}`;
}

/** Formats digits with the decimal point after the first `point` of them. */
function placePoint(digits: string, point: number): string {
  if (Math.abs(point) > longest) return `${digits}e${point - digits.length}`;
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  return point >= digits.length
    ? digits.padEnd(point, "0")
    : `${digits.slice(0, point)}.${digits.slice(point)}`;
}
