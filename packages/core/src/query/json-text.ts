import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

/** Strings and numbers of valid JSON. A string is matched to its end because it can contain digits. */
const stringsAndNumbers = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * Parses JSON that a user wrote, and changes none of its numbers: HUNT and this library run on JavaScript,
 * and would read `9007199254740993` as 9007199254740992 and `1.0` as 1. A condition would then match other
 * records.
 *
 * @param input the input that holds it, for errors
 * @throws {HuntInputError} `problem: "json"` if it is not valid JSON, `"inexact"` for a number that would be
 *   changed, `"invalid"` for more levels than HUNT's data has
 */
export function parseJsonText(text: string, input: string): unknown {
  let data: unknown;
  try {
    data = JSON.parse(text) as unknown;
  } catch {
    throw new HuntInputError(input, "json", `${input}: it is not valid JSON.`);
  }
  if (isTooDeep(data))
    throw new HuntInputError(input, "invalid", `${input}: it is nested deeper than ${maxDepth} levels.`);
  for (const [written] of text.matchAll(stringsAndNumbers))
    if (!written.startsWith('"')) requireExact(written, input);
  return data;
}

function requireExact(written: string, input: string): void {
  const read = String(Number(written));
  // 1E21 and 1e+21 are only two forms of the same number.
  if (read === written.toLowerCase().replace(/e(?=\d)/, "e+")) return;
  const shown = escapeToSingleLine(written, 60);
  const isSame = read === toShortForm(written);
  throw new HuntInputError(
    input,
    "inexact",
    `${input}: the number ${shown} would be sent as ${read}. ` +
      (isSame ? `Write ${read}, or "${shown}" for a string.` : `Write "${shown}" for a string.`),
  );
}

/** Returns a number without zeros at the end of its fraction, and `-0` as `0`. */
function toShortForm(written: string): string {
  return /^-?\d+\.\d+$/.test(written)
    ? written.replace(/\.?0+$/, "").replace(/^-0$/, "0")
    : written.replace(/^-0$/, "0");
}

/**
 * Levels of data that HUNT and people work with. JavaScript's own functions exhaust the stack at some
 * thousands.
 */
export const maxDepth = 200;

/**
 * Returns whether data is nested deeper than {@link maxDepth} levels. Code that walks through data, such as
 * `JSON.stringify`, would exhaust the stack. Data that contains itself is endlessly deep.
 */
export function isTooDeep(data: unknown, depth = 0): boolean {
  if (typeof data !== "object" || data === null) return false;
  if (depth === maxDepth) return true;
  for (const key in data) if (isTooDeep((data as Record<string, unknown>)[key], depth + 1)) return true;
  return false;
}
