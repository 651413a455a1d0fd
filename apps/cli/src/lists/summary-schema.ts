import { agentDimensions, alertDimensions } from "@huntkit/toolkit";
import type { JsonSchema } from "../program/definition.js";

/** The JSON Schema of a number of records. */
const countSchema: JsonSchema = { type: "integer", minimum: 0 };

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
function countsBySchema(dimensions: readonly string[]): JsonSchema {
  return {
    type: "object",
    description: "Counts by each dimension in `by`. They add up to the number of records.",
    properties: Object.fromEntries(dimensions.map((name) => [name, countsSchema])),
  };
}

/** The JSON Schema of the numbers of alerts of a period. */
export const alertCountProperties = {
  since: { type: "string", description: "Start of the period (ISO 8601)." },
  until: { type: "string", description: "End of the period (ISO 8601)." },
  alerts: countSchema,
  hosts: { ...countSchema, description: "Number of hosts with alerts." },
  critical: { ...countSchema, description: "Number of critical alerts." },
  open: { ...countSchema, description: "Number of alerts that are not archived." },
  previousAlerts: {
    type: ["integer", "null"],
    description:
      "Number of alerts in the period of the same length before. Null if the user is not allowed to read the archive.",
  },
  by: countsBySchema(alertDimensions),
} as const satisfies Readonly<Record<string, JsonSchema>>;

/** The JSON Schema of the numbers of agents. */
export const agentCountProperties = {
  agents: countSchema,
  active: {
    ...countSchema,
    description: "Number of agents that HUNT counts as active, including isolated and unauthorized ones.",
  },
  isolated: countSchema,
  silent: { ...countSchema, description: "Number of agents without contact for more than 7 days." },
  by: countsBySchema(agentDimensions),
} as const satisfies Readonly<Record<string, JsonSchema>>;
