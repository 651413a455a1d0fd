import { HuntInputError } from "../errors/hunt-error.js";
import type { HuntRequest } from "./request.js";

/**
 * Returns an HTTP method in upper case, which decides whether a request can be retried.
 *
 * @param method Default: `GET`.
 * @throws {HuntInputError} `input: "method"` if it is not the name of a method
 */
export function normalizeMethod(method = "GET"): string {
  if (method === "GET") return method;
  const name = method.toUpperCase();
  if (/^[A-Z]+$/.test(name)) return name;
  throw new HuntInputError(
    "method",
    "invalid",
    "method: not a valid HTTP method. Use GET, POST, PUT, PATCH, or DELETE.",
  );
}

/**
 * Requires that a read has no body, because HUNT ignores it. Most often, the method is missing.
 *
 * @param method the normalized method
 * @throws {HuntInputError} `input: "method"`, `"body"`, or `"upload"`
 */
export function requireNoBody(method: string, request: HuntRequest<unknown>): void {
  const input = request.upload ? "upload" : "body";
  if (request[input] === undefined) return;
  const advice = `Set method to POST, PUT, or PATCH, or remove ${input}.`;
  if (request.method === undefined)
    throw new HuntInputError(
      "method",
      "missing",
      `method: missing, so this would be a GET request, which cannot have a body. ${advice}`,
    );
  throw new HuntInputError(input, "combination", `${input}: cannot be used with ${method}. ${advice}`);
}
