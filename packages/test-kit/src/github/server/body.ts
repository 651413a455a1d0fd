import { isObject, type JsonObject } from "../values.js";
import type { RequestContext } from "./environment.js";
import { GitHubError, createInvalidRequestError } from "./errors.js";

/**
 * Returns the fields of a request's body, or an empty object for an empty body.
 *
 * @throws {GitHubError} 400 if the body is not a JSON object
 */
export function readBody(c: RequestContext): JsonObject {
  if (c.var.body === "") return {};
  const body = parseJson(c.var.body);
  if (!isObject(body)) throw new GitHubError(400, "Body should be a JSON object");
  return body;
}

/** @throws {GitHubError} 422 if the field is missing or not a string */
export function readRequiredText(body: JsonObject, name: string): string {
  const value = readOptionalText(body, name);
  if (typeof value !== "string") throw createInvalidRequestError(`"${name}" wasn't supplied.`);
  return value;
}

/** @throws {GitHubError} 422 if the field exists and is neither a string nor null */
export function readOptionalText(body: JsonObject, name: string): string | null | undefined {
  const value = body[name];
  if (value === undefined || value === null || typeof value === "string") return value;
  throw createInvalidRequestError(`For 'properties/${name}', ${JSON.stringify(value)} is not a string.`);
}

/** @throws {GitHubError} 422 if the field exists and is not a list. Null is treated as missing. */
export function readOptionalList(body: JsonObject, name: string): readonly unknown[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value))
    throw createInvalidRequestError(`For 'properties/${name}', ${JSON.stringify(value)} is not an array.`);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new GitHubError(400, "Problems parsing JSON");
  }
}
