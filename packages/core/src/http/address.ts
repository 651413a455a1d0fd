import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { ApiToken, isTokenFormat } from "../token/api-token.js";

/** Values for the `{name}` parts of a path. A token may be one: stock LoopBack 3 revokes a token by its value. */
export type PathParams = Record<string, string | number | ApiToken>;

/** Values for the query string; objects, such as a filter, are written as JSON. Absent ones are left out. */
export type Query = Record<string, unknown>;

/**
 * Fills in a path below the API base, such as `targets/{id}/scan`.
 *
 * @returns the path to send, and the same with tokens redacted, for people
 * @throws {HuntInputError} `input: "path"` when a value is missing or empty, or the path would leave the API
 */
export function fillPath(template: string, params: PathParams = {}): { path: string; shown: () => string } {
  if (/^\w+(\/\w+)*$/.test(template)) return { path: template, shown: () => template };
  const path = template.replace(/^\/+/, "");
  const values = { ...params };
  if (/[?#\\]|^[a-z][a-z0-9+.-]*:|\/\/|[^\x21-\x7e]/i.test(path)) {
    throw new HuntInputError(
      "path",
      "invalid",
      "path: write it below the API base, such as Alerts/count, in plain characters, with no scheme, query or fragment. What varies goes into params.",
    );
  }
  const fill = (write: (value: PathParams[string]) => string) =>
    !path.includes("{")
      ? path
      : path.replace(/\{(\w+)\}/g, (_, name: string) => write(requireParam(values, name)));
  if (path.endsWith("/")) throw createEmptyPartError();
  const sent = fill((value) => encodeURIComponent(value instanceof ApiToken ? value.reveal() : value));
  if (sent.split("/").some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) {
    throw new HuntInputError(
      "path",
      "invalid",
      "path: no part of it may be . or .., which would lead out of the API.",
    );
  }
  return { path: sent, shown: () => escapeToSingleLine(fill(showParam)) };
}

/** A value as it may be shown: what has the form of a token may be one, whoever's it is. */
export function showParam(value: PathParams[string]): string {
  return isTokenFormat(String(value)) && !(value instanceof ApiToken)
    ? String(new ApiToken(String(value)))
    : String(value);
}

function requireParam(params: PathParams, name: string): PathParams[string] {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new HuntInputError(
      "path",
      "inexact",
      `path: the value of {${name}} is ${value}, which may be rounded: JavaScript holds whole numbers up to 2^53 - 1. ` +
        "Pass it as a string.",
    );
  const isGiven =
    value instanceof ApiToken ||
    (typeof value === "number" ? Number.isFinite(value) : typeof value === "string" && value.trim() !== "");
  if (isGiven) return value!;
  throw new HuntInputError(
    "path",
    "missing",
    `path: {${name}} needs a value: a string that is not empty, or a number. Pass it in params.`,
  );
}

/** To LoopBack, `Agents/` with an empty ID is `Agents`: all records. */
function createEmptyPartError(): HuntInputError {
  return new HuntInputError("path", "missing", "path: it ends with a slash, where an ID is missing.");
}

/**
 * Writes a query string, with its `?`, or nothing where there is nothing to ask.
 *
 * @throws {HuntInputError} `input: "query"` for `access_token`: a token in an address ends up in logs
 */
export function toQueryString(query: Query = {}): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) => `${encodeURIComponent(requireHarmless(name))}=${encodeURIComponent(toText(value))}`,
    );
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function requireHarmless(name: string): string {
  if (name.toLowerCase() !== "access_token") return name;
  throw new HuntInputError(
    "query",
    "token",
    "query: a token never goes into a query string, where logs would keep it. The client sends it as a header.",
  );
}

/** A string stands for itself; anything else, a filter above all, is JSON. */
function toText(value: unknown): string {
  return typeof value === "string" ? value : toJson(value, "query");
}

/**
 * Writes a value as JSON.
 *
 * @throws {HuntInputError} naming the input, when JSON cannot hold it: it goes in circles, is nested too
 *   deeply, or holds a BigInt
 */
export function toJson(value: unknown, input: string): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw new HuntInputError(
      input,
      "json",
      `${input}: JSON cannot hold it. Does it go in circles, nest thousands of levels deep, or hold a BigInt?`,
    );
  }
}
