import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

/** Strings, keys, numbers, and braces of valid JSON. Strings are matched completely, because they can contain others. */
const tokens = /(?<string>"(?:[^"\\]|\\.)*")(?<colon>\s*:)?|[{}]|-?\d[\d.eE+-]*/g;

/**
 * Parses JSON from a user, and rejects what would change. HUNT and this library run on JavaScript, and would
 * read `9007199254740993` as 9007199254740992, `1.0` as 1, and only the last of two equal keys. A condition
 * would then match other records.
 *
 * @param input name of the input, for errors
 * @throws {HuntInputError} `problem: "json"` if it is not valid JSON, `"duplicate"` for two equal keys,
 *   `"inexact"` for a number that would change, or `"invalid"` for more levels than HUNT's data has
 */
export function parseJsonText(text: string, input: string): unknown {
  let data: unknown;
  try {
    data = JSON.parse(text) as unknown;
  } catch {
    throw new HuntInputError(input, "json", `${input}: not valid JSON.`);
  }
  if (isTooDeep(data))
    throw new HuntInputError(input, "invalid", `${input}: nested deeper than ${maxDepth} levels.`);
  const objects: Set<string>[] = [];
  for (const { 0: token, groups: { string, colon } = {} } of text.matchAll(tokens)) {
    if (string !== undefined) {
      if (colon !== undefined) requireNewKey(JSON.parse(string) as string, objects.at(-1)!, input);
    } else if (token === "{") objects.push(new Set());
    else if (token === "}") objects.pop();
    else requireExact(token, input);
  }
  return data;
}

function requireNewKey(key: string, keys: Set<string>, input: string): void {
  if (keys.has(key)) {
    const shown = escapeToSingleLine(key, 80);
    const sentence = `the key "${shown}" is in the same object twice, and only the last one would count. Remove one of them.`;
    throw new HuntInputError(input, "duplicate", `${input}: ${sentence}`);
  }
  keys.add(key);
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

/** Returns a number without trailing zeros in its fraction, and `-0` as `0`. */
function toShortForm(written: string): string {
  return /^-?\d+\.\d+$/.test(written)
    ? written.replace(/\.?0+$/, "").replace(/^-0$/, "0")
    : written.replace(/^-0$/, "0");
}

/**
 * Maximum depth of data. HUNT's data is less deep, and JavaScript's own functions exhaust the stack at some
 * thousand levels.
 */
export const maxDepth = 200;

/**
 * Returns whether data is nested deeper than {@link maxDepth} levels. Functions that walk through data, such
 * as `JSON.stringify`, would exhaust the stack. Circular data is endlessly deep.
 */
export function isTooDeep(data: unknown, depth = 0): boolean {
  if (typeof data !== "object" || data === null) return false;
  if (depth === maxDepth) return true;
  for (const key in data) if (isTooDeep((data as Record<string, unknown>)[key], depth + 1)) return true;
  return false;
}
