import { LoopBackError } from "../loopback-error.js";
import type { Argument, Arguments } from "./shared-class.js";
import { isList, toObject } from "../values.js";

/** The parts of a request that contain arguments. */
export interface ArgumentSources {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly header: (name: string) => string | undefined;
}

/**
 * Reads the arguments of a method from a request and converts them to their types, as LoopBack 3's
 * strong-remoting does.
 *
 * @throws {LoopBackError} 400 if a value does not have the type of its argument. LoopBack checks this before
 * access.
 */
export function readArguments(accepts: readonly Argument[], sources: ArgumentSources): Arguments {
  const args: Record<string, unknown> = {};
  for (const argument of accepts) args[argument.name] = readArgument(argument, sources);
  return args;
}

/**
 * Throws if a required argument is missing. LoopBack 3 checks this when it calls the method, after the access
 * check.
 *
 * @throws {LoopBackError} 400 that names the argument
 */
export function requireArguments(accepts: readonly Argument[], args: Arguments): void {
  const missing = accepts.find(
    ({ name, required }) =>
      required && (args[name] === undefined || args[name] === null || args[name] === ""),
  );
  if (missing !== undefined) throw new LoopBackError(400, `${missing.name} is a required argument`);
}

function readArgument(argument: Argument, { path, query, body, header }: ArgumentSources): unknown {
  const { name, source, type, allowArray = false } = argument;
  if (source === "path") return path[name];
  if (source === "header") return header(name);
  if (source === "any") return readFromAnySource(argument, { path, query, body, header });
  if (source === "query") return type === "object" ? parseObject(query[name]) : query[name];
  return source === "form" ? checkValue(type, toObject(body)[name]) : checkObject(body, allowArray);
}

function readFromAnySource({ name, type }: Argument, sources: ArgumentSources): unknown {
  const written = toObject(sources.body)[name];
  if (sources.path[name] === undefined && written !== undefined && typeof written !== "string")
    return checkValue(type, written);
  const value = sources.path[name] ?? written ?? sources.query[name] ?? sources.header(name);
  return type === "object" ? parseObject(value) : value;
}

function checkValue(type: Argument["type"], value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (type === "object") return checkObject(value, false);
  if (type !== "array") {
    if (typeof value !== type) throw new LoopBackError(400, `Value is not a ${type}.`);
    return value;
  }
  if (!isList(value)) throw new LoopBackError(400, "Value is not an array.");
  if (value.some((item) => typeof item !== "string"))
    throw new LoopBackError(400, "Some of array items are not a string.");
  return value;
}

function parseObject(value: unknown): unknown {
  if (value === undefined || value === "") return undefined;
  if (value === null || value === "null") return null;
  if (typeof value !== "string" || !value.startsWith("{") || !value.endsWith("}"))
    return checkObject(value, false);
  try {
    return checkObject(JSON.parse(value), false);
  } catch {
    throw new LoopBackError(400, "Cannot parse JSON-encoded object value.");
  }
}

function checkObject(value: unknown, allowArray: boolean): unknown {
  if (value === undefined || value === null) return value;
  if (typeof value !== "object" || (Array.isArray(value) && !allowArray))
    throw new LoopBackError(400, "Value is not an object.");
  if (
    Array.isArray(value) &&
    value.some((item) => item !== null && (typeof item !== "object" || Array.isArray(item)))
  ) {
    throw new LoopBackError(400, "Some of array items are not an object.");
  }
  return value;
}
