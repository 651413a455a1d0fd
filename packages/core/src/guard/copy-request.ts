import { types } from "node:util";
import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { type Query, toJson } from "../http/address.js";
import type { HuntRequest } from "../http/request.js";

/**
 * Copies a request in the form that JSON writes it. The guard then checks exactly what is sent, even if a
 * value has its own `toJSON` or a getter, or the caller changes it while the guard waits.
 *
 * @throws {HuntInputError} `problem: "json"` if the body or the query is circular or has a BigInt, and `"number"` if it
 *   has NaN or Infinity, which JSON writes as null
 */
export function copyWrite<T>(request: HuntRequest<T>): HuntRequest<T> {
  const copy = { ...request, params: { ...request.params }, headers: { ...request.headers } };
  if (request.query !== undefined) copy.query = copyJson(request.query, "query") as Query;
  if (request.body !== undefined) copy.body = copyJson(request.body, "body");
  if (request.upload) copy.upload = { type: request.upload.type, open: request.upload.open };
  return copy;
}

function copyJson(value: unknown, input: string): unknown {
  toJson(value, input); // throws if the value is circular
  return copyValue(value, "", input);
}

/** Keeps undefined values, which JSON omits: a condition that has one is rejected. */
function copyValue(given: unknown, key: string, place: string): unknown {
  const converted = hasOwnJson(given) ? given.toJSON(key) : given;
  const value = types.isBoxedPrimitive(converted) ? converted.valueOf() : converted;
  if (typeof value === "number") return requireFinite(value, place);
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return value.map((each: unknown, index) => copyValue(each, String(index), `${place}[${index}]`));
  const entries = Object.entries(value).map(([name, each]) => [
    name,
    copyValue(each, name, `${place}.${name}`),
  ]);
  return Object.fromEntries(entries);
}

function requireFinite(value: number, place: string): number {
  if (Number.isFinite(value)) return value;
  const [input = ""] = place.split(/[.[]/);
  const shown = escapeToSingleLine(place, 80);
  throw new HuntInputError(input, "number", `${shown} is ${value}, which is not valid in JSON.`);
}

function hasOwnJson(value: unknown): value is { toJSON: (key: string) => unknown } {
  return (
    typeof value === "object" && value !== null && "toJSON" in value && typeof value.toJSON === "function"
  );
}
