import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { ApiToken, isTokenFormat } from "../token/api-token.js";

/**
 * Values for the `{name}` placeholders of a path. A value can be a token, because stock LoopBack 3 revokes a
 * token by its value.
 */
export type PathParams = Record<string, string | number | ApiToken>;

/**
 * Values for the query string. Objects, such as a filter, are sent as JSON. Undefined values are not sent.
 */
export type Query = Record<string, unknown>;

/**
 * Fills the placeholders of a path relative to the API base, such as `targets/{id}/scan`.
 *
 * @returns the path to send, and the same with redacted tokens, for messages
 * @throws {HuntInputError} `input: "path"` if a value is missing or empty, or the path would leave the API
 */
export function fillPath(template: string, params: PathParams = {}): { path: string; shown: () => string } {
  if (/^\w+(\/\w+)*$/.test(template)) return { path: template, shown: () => template };
  const path = template.replace(/^\/+/, "");
  const values = { ...params };
  if (/[?#\\]|^[a-z][a-z0-9+.-]*:|\/\/|[^\x21-\x7e]/i.test(path)) {
    throw new HuntInputError(
      "path",
      "invalid",
      "path: must be relative to the API base, such as Alerts/count, in ASCII, without scheme, query, " +
        "or fragment. Pass values in params.",
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
      "path: segments must not be . or .., which would leave the API.",
    );
  }
  return { path: sent, shown: () => escapeToSingleLine(fill(showParam)) };
}

/** Returns a value for messages. Anything in the format of a token is redacted, because it might be one. */
export function showParam(value: PathParams[string]): string {
  return isTokenFormat(String(value)) && !(value instanceof ApiToken)
    ? String(new ApiToken(String(value)))
    : String(value);
}

/** Returns any value for messages, on one line. A string has quotes. A token is redacted, as in {@link showParam}. */
export function quoteValue(value: unknown): string {
  return typeof value === "string" ? `"${escapeToSingleLine(showParam(value), 40)}"` : String(value);
}

function requireParam(params: PathParams, name: string): PathParams[string] {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new HuntInputError(
      "path",
      "inexact",
      `path: the value of {${name}} is ${value}, which might be rounded. JavaScript integers are exact up to 2^53 - 1. ` +
        "Pass it as a string.",
    );
  const isGiven =
    value instanceof ApiToken ||
    (typeof value === "number" ? Number.isFinite(value) : typeof value === "string" && value.trim() !== "");
  if (isGiven) return value!;
  throw new HuntInputError(
    "path",
    "missing",
    `path: missing value for {${name}}. Pass a number or a string that is not empty in params.`,
  );
}

/** LoopBack reads `Agents/` with an empty ID as `Agents`, which means all records. */
function createEmptyPartError(): HuntInputError {
  return new HuntInputError(
    "path",
    "missing",
    "path: ends with a slash. Add the missing ID, or remove the slash.",
  );
}

/**
 * Formats a query string with its `?`, or returns an empty string if there are no values.
 *
 * @throws {HuntInputError} `input: "query"` for `access_token`, because logs record tokens in URLs
 */
export function toQueryString(query: Query | undefined): string {
  if (!query) return "";
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `${encodeURIComponent(requireAllowedName(name))}=${encodeURIComponent(toText(value))}`,
    );
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function requireAllowedName(name: string): string {
  if (name.toLowerCase() !== "access_token") return name;
  throw new HuntInputError(
    "query",
    "token",
    "query: access_token is not allowed, because logs record query strings. The client sends the token as a header.",
  );
}

/** Strings are sent verbatim, and other values, such as a filter, as JSON. */
function toText(value: unknown): string {
  return typeof value === "string" ? value : toJson(value, "query");
}

/**
 * Formats a value as JSON.
 *
 * @param input name of the input, for the error
 * @throws {HuntInputError} `problem: "json"` if the value is circular, too deeply nested, or has a BigInt
 */
export function toJson(value: unknown, input: string): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw new HuntInputError(
      input,
      "json",
      `${input}: cannot be converted to JSON. Remove circular references, BigInt values, and very deep nesting.`,
    );
  }
}
