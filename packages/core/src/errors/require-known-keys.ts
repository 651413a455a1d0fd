import { escapeToSingleLine } from "../escape/escape-text.js";
import { HuntInputError } from "./hunt-error.js";
import { formatDidYouMean } from "./nearest-names.js";
import { formatList } from "./format-list.js";

/** The keys of an options object. The compiler requires all keys of its type, and no others. */
export type KeysOf<T> = Readonly<Record<keyof T, true>>;

/**
 * Requires that an options object has only known keys. A misspelled option would have no effect, which types
 * do not prevent in JavaScript, after `as any`, or for a value of a wider type.
 *
 * @param input name of the object, for the error
 * @param advise returns what to do about an unknown key, or an empty string for the nearest names
 * @returns the object
 * @throws {HuntInputError} `problem: "unknown"`, or `"type"` if it is not an object
 */
export function requireKnownKeys<T extends object>(
  options: T,
  keys: KeysOf<T>,
  input = "options",
  advise: (key: string) => string = () => "",
): T {
  if (typeof options !== "object" || options === null)
    throw new HuntInputError(input, "type", `${input}: must be an object. ${listKeys(keys)}`);
  // A loop without lists or closures, because each request has options.
  for (const key in options) if (keys[key] !== true) throw createUnknownKeyError(key, keys, input, advise);
  return options;
}

function createUnknownKeyError(
  key: string,
  keys: object,
  input: string,
  advise: (key: string) => string,
): HuntInputError {
  const shown = escapeToSingleLine(key, 80);
  const advice = advise(key) || formatDidYouMean(key, Object.keys(keys)) || listKeys(keys);
  return new HuntInputError(input, "unknown", `${input}: unknown key "${shown}". ${advice}`);
}

function listKeys(keys: object): string {
  return `Use ${formatList(Object.keys(keys), "or")}.`;
}
