import type { JsonSchema } from "../program/definition.js";

/** Properties of a record by their type; any of them may be absent or null, and HUNT may bring others. */
export interface Properties {
  readonly texts?: readonly string[];
  /** ISO 8601 in UTC. */
  readonly times?: readonly string[];
  readonly numbers?: readonly string[];
  readonly switches?: readonly string[];
}

/** A record of HUNT's as JSON Schema. */
export function recordSchema(
  title: string,
  { texts = [], times = [], numbers = [], switches = [] }: Properties,
): JsonSchema {
  const all = [
    ...texts.map((name) => [name, { type: ["string", "null"] }]),
    ...times.map((name) => [name, { type: ["string", "null"], description: "ISO 8601 in UTC." }]),
    ...numbers.map((name) => [name, { type: ["number", "null"] }]),
    ...switches.map((name) => [name, { type: ["boolean", "null"] }]),
  ];
  return {
    title,
    type: "object",
    required: ["id"],
    properties: { id: { type: "string" }, ...(Object.fromEntries(all) as object) },
  };
}

/** A list of such records. */
export function listSchema(title: string, items: JsonSchema): JsonSchema {
  return { title, type: "array", items };
}
