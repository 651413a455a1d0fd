import { HuntInputError } from "../errors/hunt-error.js";

/**
 * A schema of `zod` 4 or `zod/mini`, whose output is `T`. It names only the part that the types of all
 * versions have, so your version of zod can differ from huntkit's.
 */
export interface Schema<T> {
  readonly _zod: { readonly output: T };
}

/**
 * Requires a schema of zod 4.
 *
 * @throws {HuntInputError} `input: "schema"`, `problem: "type"`
 */
export function requireSchema(schema: Schema<unknown>): void {
  if (typeof schema === "object" && schema !== null && "_zod" in schema) return;
  throw new HuntInputError(
    "schema",
    "type",
    "schema: must be a schema of zod 4, such as z.looseObject({ id: z.string() }).",
  );
}

/**
 * Returns whether parsed JSON certainly matches a schema, and converts it in place. False only means that the schema must
 * decide. It takes a tenth of the time, and does not copy the data.
 *
 * @param depth number of levels above it
 */
export type Accept = (data: unknown, depth: number) => boolean;

const fastChecks = new WeakMap<Schema<unknown>, Accept>();

/** Adds a fast check to a schema, which has the same results. */
export function addFastCheck<S extends Schema<unknown>>(schema: S, accept: Accept): S {
  fastChecks.set(schema, accept);
  return schema;
}

/** Returns the fast check of a schema; undefined if it has none. */
export function getFastCheck(schema: Schema<unknown>): Accept | undefined {
  return fastChecks.get(schema);
}
