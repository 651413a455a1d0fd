import { HuntInputError } from "../errors/hunt-error.js";

/**
 * Returns a method in upper case, by which it is known what can be retried.
 *
 * @param method `GET` if it is undefined
 * @throws {HuntInputError} `input: "method"` if it is not the name of a method
 */
export function normalizeMethod(method = "GET"): string {
  const name = method.toUpperCase();
  if (/^[A-Z]+$/.test(name)) return name;
  throw new HuntInputError(
    "method",
    "invalid",
    "method: it is not an HTTP method. Use GET, POST, PUT, PATCH, or DELETE.",
  );
}
