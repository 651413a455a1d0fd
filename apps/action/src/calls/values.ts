import type { PathParams } from "@huntkit/core";
import { createPartError } from "@huntkit/toolkit/requests";

/*
 * Values of a request, which come as text from an input or as data from a list of requests. `place` is where they stand, for
 * errors: `limit`, `requests[2].limit`.
 */

/** Whether there is nothing: an input that is left out is empty to the runner. */
export function isAbsent(value: unknown): value is undefined | null | "" {
  return value === undefined || value === null || value === "";
}

/** A value as it was written; objects and lists as JSON. */
function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A text; a number is one that YAML has read. */
export function toText(value: unknown, place: string): string | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw createPartError(place, "type", "it must be a text.");
}

/** A whole number. */
export function toWhole(value: unknown, place: string, least: number): number | undefined {
  if (isAbsent(value)) return undefined;
  const number = /^\d{1,6}$/.test(written(value)) ? Number(value) : Number.NaN;
  if (number >= least) return number;
  throw createPartError(
    place,
    "number",
    `"${written(value)}" is no whole number from ${least} to 999999. Write it in digits, such as 30.`,
  );
}

/** `true` or `false`. */
export function toFlag(value: unknown, place: string): boolean {
  if (isAbsent(value)) return false;
  const text = written(value).toLowerCase();
  if (text === "true" || text === "false") return text === "true";
  throw createPartError(place, "flag", `"${written(value)}" is neither true nor false.`);
}

/** Names: a list of them, one as JSON, or names between commas. */
export function toNames(value: unknown, place: string): string[] | undefined {
  if (isAbsent(value)) return undefined;
  const list = typeof value === "string" ? listIn(value, place) : value;
  if (Array.isArray(list) && list.length > 0 && list.every((name) => typeof name === "string" && name !== ""))
    return list as string[];
  throw createPartError(
    place,
    "names",
    'they must be names, between commas or as a list such as ["hostname", "severity"].',
  );
}

function listIn(text: string, place: string): unknown {
  return /^\s*[[{]/.test(text) ? parseJson(text, place) : text.split(",").map((name) => name.trim());
}

/** An object of LoopBack conditions. */
export function toObject(value: unknown, place: string): object | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value === "object" && !Array.isArray(value)) return value;
  throw createPartError(place, "type", 'it must be an object, such as {"severity": "high"}.');
}

/** Values for a path: an object, one as JSON, or lines such as `id: 0042`, whose values are texts as they stand. */
export function toParams(value: unknown, place: string): PathParams {
  if (isAbsent(value)) return {};
  const given = typeof value === "string" ? paramsIn(value, place) : toObject(value, place)!;
  const wrong = Object.entries(given).find(([, each]) => isAbsent(each) || typeof each === "object");
  if (wrong)
    throw createPartError(
      place,
      "type",
      `the value of ${wrong[0]} must be a text or a number, and not be empty.`,
    );
  return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, String(each)]));
}

function paramsIn(text: string, place: string): object {
  if (/^\s*\{/.test(text)) return toObject(parseJson(text, place), place)!;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    lines.map((line, index) => {
      const [, name, value] = /^\s*(\w+)\s*:(.*)$/.exec(line) ?? [];
      if (name === undefined)
        throw createPartError(place, "line", `line ${index + 1} is no name with a value, such as id: 0042.`);
      return [name, value!.trim()];
    }),
  );
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw createPartError(place, "json", "it begins like JSON, but is none.");
  }
}
