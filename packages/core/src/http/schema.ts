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
