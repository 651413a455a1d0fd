import { objectType, type CtyType } from "../cty/type.js";
import type { Attribute, Attributes, Nesting } from "./attribute.js";

/** Words with a meaning of Terraform's own in every block. */
const reserved = new Set([
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
]);

const nestings: Record<Nesting, number> = { single: 1, list: 2, set: 3, map: 4 };

/** What a thing with attributes needs to be a schema. */
export interface Described {
  description: string;
  attributes: Attributes;
  version?: number;
}

/** Attributes with the type of the whole object, as all handlers of the protocol need them. */
export interface Schema {
  version: number;
  description: string;
  attributes: Attributes;
  type: CtyType;
}

/**
 * Makes a schema of attributes.
 *
 * @param name what the schema is of, for messages
 * @throws {Error} for attributes that Terraform would refuse: a mistake in the provider
 */
export function toSchema(name: string, { description, attributes, version = 0 }: Described): Schema {
  check(name, attributes, reserved);
  return { version, description, attributes, type: objectType(attributes) };
}

/** A schema as protocol 6 has it: a `Schema` message. */
export function wireSchema({ version, description, attributes }: Schema): Record<string, unknown> {
  return {
    version,
    block: {
      version,
      attributes: Object.entries(attributes).map(wireAttribute),
      description,
      description_kind: 1,
    },
  };
}

function wireAttribute([name, attribute]: [string, Attribute]): Record<string, unknown> {
  const { description, required, optional, computed, sensitive, writeOnly, deprecated, nested } = attribute;
  const type = nested
    ? {
        nested_type: {
          attributes: Object.entries(nested.attributes).map(wireAttribute),
          nesting: nestings[nested.nesting],
        },
      }
    : { type: new TextEncoder().encode(JSON.stringify(attribute.type)) };
  return {
    name,
    ...type,
    description,
    description_kind: 1,
    required,
    optional,
    computed,
    sensitive,
    write_only: writeOnly,
    deprecated: deprecated !== null,
    deprecation_message: deprecated ?? "",
  };
}

function check(name: string, attributes: Attributes, forbidden: ReadonlySet<string>): void {
  for (const [key, attribute] of Object.entries(attributes)) {
    const { writeOnly, computed, nested } = attribute;
    const wrong = (problem: string): Error =>
      new Error(`The schema of ${name} is wrong: "${key}" ${problem}`);
    if (!/^[a-z_][a-z0-9_]*$/.test(key)) throw wrong("must be written in snake_case");
    if (forbidden.has(key)) throw wrong("is a word of Terraform's own");
    if (writeOnly && computed) throw wrong("cannot be both write-only and computed or defaulted");
    if (nested?.nesting === "set" && isSettable(attribute) && !isPlain(nested.attributes)) {
      throw wrong(
        "is a set: without keys Terraform cannot tell which element a computed, defaulted or write-only attribute belongs to. Use a list or a map",
      );
    }
    if (nested) check(`${name}.${key}`, nested.attributes, new Set());
  }
}

function isSettable({ required, optional }: Attribute): boolean {
  return required || optional;
}

function isPlain(attributes: Attributes): boolean {
  return Object.values(attributes).every(
    ({ computed, writeOnly, nested }) =>
      !computed && !writeOnly && (nested === null || isPlain(nested.attributes)),
  );
}
