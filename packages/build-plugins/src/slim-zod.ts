import type { Plugin } from "rolldown";

/**
 * Replaces `z.compile` with a function that returns the schema itself. A compiled schema has the same results, and
 * is faster only from some hundred rows on. The compiler is as large as the rest of zod/mini.
 */
export function slimZod(): Plugin {
  return {
    name: "slim-zod",
    load: {
      filter: { id: /[\\/]zod[\\/]v4[\\/]core[\\/]compile\.js$/ },
      handler: () => `
        export const INVALID = Symbol.for("zod.compile.invalid");
        export const compile = (schema) => schema;
        export const withParser = compile;
        export class ZodCompileAsyncError extends Error {}
        export class ZodCompileUnsupportedError extends Error {}`,
    },
  };
}
