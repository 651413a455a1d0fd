import { isObject, type JsonObject } from "../values.js";
import type { RequestContext } from "./environment.js";
import { GitHubError, invalidRequest } from "./errors.js";

/**
 * The fields of a request's body; none for an empty body.
 *
 * @throws {GitHubError} 400 for a body that is no JSON or no object
 */
export function readBody(c: RequestContext): JsonObject {
  if (c.var.body === "") return {};
  const body = parse(c.var.body);
  if (!isObject(body)) throw new GitHubError(400, "Body should be a JSON object");
  return body;
}

/** @throws {GitHubError} 422 when the field is missing or no text */
export function requiredText(body: JsonObject, name: string): string {
  const value = optionalText(body, name);
  if (typeof value !== "string") throw invalidRequest(`"${name}" wasn't supplied.`);
  return value;
}

/** @throws {GitHubError} 422 when the field is there and neither a text nor null */
export function optionalText(body: JsonObject, name: string): string | null | undefined {
  const value = body[name];
  if (value === undefined || value === null || typeof value === "string") return value;
  throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not a string.`);
}

/** @throws {GitHubError} 422 when the field is there and no list; null counts as not there */
export function optionalList(body: JsonObject, name: string): readonly unknown[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value))
    throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not an array.`);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new GitHubError(400, "Problems parsing JSON");
  }
}
