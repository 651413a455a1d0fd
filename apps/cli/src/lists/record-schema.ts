import type { Field, Fields, Model } from "@huntkit/catalog";
import type { JsonSchema } from "../program/definition.js";

/** Differences between a command's record and the model. */
interface Differences<Name> {
  /** Fields of the model that the command does not return. */
  readonly without?: readonly Name[];
  /** Properties that the command adds. */
  readonly more?: Readonly<Record<string, JsonSchema>>;
}

/**
 * Returns the JSON Schema of a model's record. All fields except the ID may be absent or null, and HUNT may
 * return other fields.
 */
export function recordSchema<F extends Fields>(
  { name, description, fields }: Model<unknown, F>,
  { without = [], more = {} }: Differences<keyof F> = {},
): JsonSchema {
  const { id: _, ...properties } = toProperties(fields, new Set<unknown>(without));
  return {
    title: name,
    description,
    type: "object",
    required: ["id"],
    properties: { id: toIdSchema(fields["id"]), ...properties, ...more },
  };
}

/** Returns the JSON Schema of a list of such records. */
export function listSchema(title: string, items: JsonSchema): JsonSchema {
  return { title, type: "array", items };
}

/** Returns the schema of an ID, which is never null. IDs of users can be numbers. */
function toIdSchema({ description, accepts }: Partial<Field> = {}): JsonSchema {
  if (accepts === undefined || accepts === "any") return { description, type: "string" };
  return { description, anyOf: accepts.map((type) => ({ type })) };
}

function toProperties(fields: Fields, without?: ReadonlySet<unknown>): Record<string, JsonSchema> {
  const listed = Object.entries(fields).filter(
    ([name, { hidden, only }]) => !hidden && only !== "sandbox" && !without?.has(name),
  );
  return Object.fromEntries(listed.map(([name, field]) => [name, toProperty(field)]));
}

function toProperty({ type, accepts, fields, values, description }: Field): JsonSchema {
  if (accepts === "any" || type === "array" || (type === "object" && !fields)) return { description };
  if (fields) return { type: ["object", "null"], description, properties: toProperties(fields) };
  if (accepts !== undefined && accepts.length > 1)
    return { description, anyOf: [...accepts, "null"].map((each) => ({ type: each })) };
  const types = accepts ?? [type === "date" ? "string" : type];
  // `examples` instead of `enum`, because HUNT may return other values.
  return { type: [...types, "null"], description, ...(values && { examples: values }) };
}
