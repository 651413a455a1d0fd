import { HuntInputError, parseJsonText } from "@huntkit/core";
import { _default as withDefault } from "zod/mini";
import * as z from "zod/mini";
import { findWord, splitNames } from "../../program/flags.js";

/** Makes an input optional. */
export { withDefault };

/** Adds a description to an input. */
export function described<S extends z.ZodMiniType>(schema: S, description: string): S {
  return schema.check(z.describe(description));
}

/** An input with a string that is not empty. */
export function text(description: string): z.ZodMiniString {
  return described(z.string().check(z.minLength(1), z.maxLength(4_000)), description);
}

/** Converts the value of the input with this name. */
type Convert = (given: unknown, name: string) => unknown;

/** Functions that convert a value before it is checked, by the schema of the input. */
const converters = new WeakMap<z.ZodMiniType, Convert>();

/**
 * Accepts other spellings of a value, which flags of commands also accept: a model may have read the docs of a command.
 * The schema for clients has only the exact spelling.
 *
 * @param convert converts a value. If it is not valid, it is returned unchanged, so the error shows it.
 */
function spelled<S extends z.ZodMiniType>(schema: S, convert: Convert): S {
  converters.set(schema, convert);
  return schema;
}

/**
 * Returns the inputs of a call in their exact spelling.
 *
 * @throws {HuntInputError} if an input is JSON that would change, such as with two equal keys
 */
export function convertInputs({ shape }: z.ZodMiniObject, given: unknown): unknown {
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const schema = Object.hasOwn(shape, name) ? (shape[name] as z.ZodMiniType) : undefined;
      const convert = schema && converters.get(schema);
      return [name, convert ? convert(value, name) : value];
    }),
  );
}

/** An optional input with several strings. A single one does not have to be in a list. */
export function texts(description: string, split = (given: string): unknown => [given]) {
  const one = z.string().check(z.minLength(1), z.maxLength(500));
  const list = z.array(one).check(z.minLength(1), z.maxLength(100));
  return spelled(described(z.optional(list), description), (given) =>
    typeof given === "string" ? split(given) : given,
  );
}

/** An optional input with several names, which can also be a comma-separated string. */
export function names(description: string) {
  return texts(description, (given) => splitNames([given]));
}

/** Makes an input accept one of several words in any case. */
export function word<S extends z.ZodMiniType>(all: readonly string[], schema: S): S {
  return spelled(schema, (given) => findSpelling(all, given));
}

/** An optional input with one or more of several words: a list, or a comma-separated string. */
export function words<const T extends string>(all: readonly [T, ...T[]], description: string) {
  const list = z.array(z.enum(all)).check(z.minLength(1));
  return spelled(described(z.optional(list), description), (given) => {
    const written = typeof given === "string" ? splitNames([given]) : given;
    return Array.isArray(written) ? written.map((each) => findSpelling(all, each)) : written;
  });
}

function findSpelling(all: readonly string[], given: unknown): unknown {
  return (typeof given === "string" ? findWord(all, given) : undefined) ?? given;
}

/** An optional input with an object, which can also be JSON. Unlike flags, it cannot name a file with `@`. */
export function object(description: string) {
  return spelled(described(z.optional(z.looseObject({})), description), parseIfJson);
}

function parseIfJson(given: unknown, name: string): unknown {
  if (typeof given !== "string") return given;
  try {
    return parseJsonText(given, name);
  } catch (error) {
    if (error instanceof HuntInputError && error.problem !== "json") throw error;
    return given;
  }
}

/** The conditions of a list that have no input of their own. */
export const where = object(
  "Additional conditions on the fields, in LoopBack 3's format, for example " +
    '{"name": {"like": "%xmrig%"}}. Operators: gt, gte, lt, lte, between, inq, nin, neq, like, ilike, regexp, and, or. ' +
    "A field that does not exist is an error.",
);

/** The time from which records are listed. */
export const since = described(
  z.optional(z.string().check(z.minLength(1))),
  "Only records since this time: 30m, 24h, 7d, or an ISO 8601 time",
);

/** Host names. */
export const hosts = names("Only these host names. * matches any characters, for example WS-LEI-*");

/** A target group. */
export const group = described(z.optional(text("")), "Only this target group, by name or ID");

/** The inputs that select a part of a list. */
export const pageInputs = {
  limit: described(
    withDefault(z.int().check(z.minimum(1), z.maximum(100)), 25),
    "Maximum number of rows to return",
  ),
  offset: described(
    withDefault(z.int().check(z.minimum(0), z.maximum(10_000)), 0),
    "Number of rows to skip, from nextOffset of the previous response",
  ),
};

/** The inputs that confirm a change after its preview. */
export const confirmInputs = {
  expect: described(
    z.optional(z.int().check(z.minimum(1))),
    "Number of records that will change, from the preview. Omit it to get a preview",
  ),
  confirmationCode: described(
    z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    "Code from the preview. Omit it to get a preview, which changes nothing",
  ),
};
