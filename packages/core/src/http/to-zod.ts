import type * as z from "zod/mini";
import type { Schema } from "./schema.js";

/** Returns a schema with its type in zod. */
export function toZod<T>(schema: Schema<T>): z.core.$ZodType<T> {
  return schema as unknown as z.core.$ZodType<T>;
}
