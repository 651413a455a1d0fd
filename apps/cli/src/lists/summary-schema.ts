import type { JsonSchema } from "../program/definition.js";

/** The JSON Schema of a number of records. */
export const countSchema: JsonSchema = { type: "integer", minimum: 0 };

const countsSchema: JsonSchema = {
  type: "array",
  items: {
    type: "object",
    required: ["name", "count"],
    properties: {
      name: { type: ["string", "null"], description: "Null if it is unknown." },
      count: countSchema,
    },
  },
};

/** Returns the JSON Schema of the counts by each of these dimensions. */
export function countsBySchema(dimensions: readonly string[]): JsonSchema {
  return {
    type: "object",
    description: "Counts by each dimension in `--by`. They add up to the number of records.",
    properties: Object.fromEntries(dimensions.map((name) => [name, countsSchema])),
  };
}
