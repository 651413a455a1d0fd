import type { Schema } from "../http/parse-answer.js";

/** The fields that a schema names, in its order; none for one that is not of an object. */
export function listSchemaFields(schema: Schema<unknown>): string[] {
  return Object.keys((schema as { shape?: object }).shape ?? {});
}
