import { HuntInputError, parseJsonText, type PathParams } from "@huntkit/core";
import { createPartError } from "@huntkit/toolkit/requests";
import { parseBoolean, parseInteger, parseNames } from "../inputs/parse-value.js";

/*
 * Converters for the parts of a request. A value is that of an input, or data from a list of requests. `place`
 * names it in errors, for example `limit` or `requests[2].limit`.
 */

/** Returns whether a value is missing. GitHub passes an empty string for a variable that is not set. */
export function isAbsent(value: unknown): value is undefined | null | "" {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/** Returns a string unchanged, and other values as JSON. */
function stringify(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Converts a value to a string. A number in YAML is accepted. */
export function toText(value: unknown, place: string): string | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw createPartError(place, "type", "it must be a string.");
}

/** Converts a value to a whole number. */
export function toInteger(value: unknown, name: string, min: number): number | undefined {
  return isAbsent(value) ? undefined : parseInteger(stringify(value), { name, min });
}

/** Converts a value to a boolean. */
export function toBoolean(value: unknown, name: string): boolean {
  return isAbsent(value) ? false : parseBoolean(stringify(value), { name });
}

/** Converts a list, or names in a form of {@link parseNames}. */
export function toNames(value: unknown, name: string): string[] | undefined {
  return isAbsent(value) ? undefined : parseNames(stringify(value), { name });
}

/** Converts a body. A string is an error, because no route of HUNT accepts one: it would be JSON in quotes. */
export function toBody(value: unknown, place: string): unknown {
  if (value === undefined || value === "") return undefined;
  if (typeof value !== "string") return value;
  throw createPartError(
    place,
    "type",
    "it must be an object or a list, not a string. In YAML, write it without quotes.",
  );
}

/** Requires an object of LoopBack conditions. Null and an empty string are errors, because they would mean every record. */
export function toWhere(value: unknown, place: string): object | undefined {
  return value === undefined ? undefined : toObject(value, place);
}

function toObject(value: unknown, place: string): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw createPartError(place, "type", 'it must be an object, such as {"severity": "high"}.');
}

/** Converts the values for a path: an object, an object as JSON, or lines such as `id: 0042`. Their values are strings. */
export function toParams(value: unknown, place: string): PathParams {
  if (isAbsent(value)) return {};
  const given = typeof value === "string" ? parseParams(value, place) : toObject(value, place);
  const wrong = Object.entries(given).find(([, each]) => isAbsent(each) || typeof each === "object");
  if (wrong)
    throw createPartError(
      place,
      "type",
      `the value of ${wrong[0]} must be a string or a number that is not empty.`,
    );
  return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, String(each)]));
}

function parseParams(text: string, place: string): object {
  if (/^\s*\{/.test(text)) return toObject(parseJson(text, place), place);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    lines.map((line, index) => {
      const [, name, value] = /^\s*(\w+)\s*:(.*)$/.exec(line) ?? [];
      if (name === undefined)
        throw createPartError(
          place,
          "line",
          `line ${index + 1} is not valid. Write a name and a value, for example id: 0042.`,
        );
      return [name, value!.trim()];
    }),
  );
}

function parseJson(text: string, place: string): unknown {
  try {
    return parseJsonText(text, place);
  } catch (error) {
    if (error instanceof HuntInputError && error.problem !== "json") throw error;
    throw createPartError(place, "json", "it starts like JSON, but is not valid JSON.");
  }
}
