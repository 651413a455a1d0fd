import { _default as withDefault } from "zod/mini";
import * as z from "zod/mini";

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

/** An optional input with several strings. */
export function texts(description: string) {
  const one = z.string().check(z.minLength(1), z.maxLength(500));
  return described(z.optional(z.array(one).check(z.minLength(1), z.maxLength(100))), description);
}

/** An optional input with one or more of several words. */
export function words<const T extends string>(all: readonly [T, ...T[]], description: string) {
  return described(z.optional(z.array(z.enum(all)).check(z.minLength(1))), description);
}

/** The conditions of a list that have no input of their own. */
export const where = described(
  z.optional(z.looseObject({})),
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
export const hosts = texts("Only these host names. * matches any characters, for example WS-LEI-*");

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
