import { HuntInputError } from "../errors/hunt-error.js";

/**
 * Returns an HTTP method in upper case, which decides whether a request can be retried.
 *
 * @param method Default: `GET`.
 * @throws {HuntInputError} `input: "method"` if it is not the name of a method
 */
export function normalizeMethod(method = "GET"): string {
  const name = method.toUpperCase();
  if (/^[A-Z]+$/.test(name)) return name;
  throw new HuntInputError(
    "method",
    "invalid",
    "method: not a valid HTTP method. Use GET, POST, PUT, PATCH, or DELETE.",
  );
}
