import { type CtyType, toObjectType } from "../cty/type.js";
import type { Attribute, Attributes } from "./attribute.js";
import { AttributeError, type Explanation } from "./diagnostics.js";
import { type Identity, toIdentity } from "./identity.js";
import type { Provider } from "./provider.js";
import { timeouts } from "./timeouts.js";

/** Names that Terraform reserves in every block. */
const reserved = new Set([
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
]);

/** What a schema is created from. */
export interface Described {
  description: string;
  attributes: Attributes;
  version?: number;
  /** The attribute that identifies an object of a resource. */
  identity?: string;
}

/** Attributes, and the type of the whole object. */
export interface Schema {
  version: number;
  description: string;
  attributes: Attributes;
  type: CtyType;
  /** What identifies an object of a resource. Null for everything else. */
  identity: Identity | null;
}

/**
 * Creates a schema.
 *
 * @param name the owner of the schema, for messages
 * @throws {Error} if Terraform would reject the attributes, which is a mistake in the provider
 */
export function toSchema(
  name: string,
  { description, attributes, version = 0, identity }: Described,
): Schema {
  checkAttributes(name, attributes, reserved, true);
  return {
    version,
    description,
    attributes,
    type: toObjectType(attributes),
    identity: toIdentity(name, attributes, identity),
  };
}

function checkAttributes(
  name: string,
  attributes: Attributes,
  forbidden: ReadonlySet<string>,
  allowsBlocks = false,
): void {
  for (const [key, attribute] of Object.entries(attributes)) {
    const { writeOnly, computed, nested } = attribute;
    const wrong = (problem: string): Error =>
      new Error(`The schema of ${name} is invalid: "${key}" ${problem}`);
    if (!/^[a-z_][a-z0-9_]*$/.test(key)) throw wrong("must be in snake_case");
    if (forbidden.has(key)) throw wrong("is a name that Terraform reserves");
    if (writeOnly && computed) throw wrong("is write-only, so it cannot be computed or have a default");
    if (nested?.nesting === "set" && isSettable(attribute) && !isPlain(nested.attributes)) {
      throw wrong(
        "is a set, so it cannot have computed or write-only attributes or defaults: " +
          "its elements have no keys. Use a list or a map",
      );
    }
    if (nested?.block && !allowsBlocks) throw wrong("is a block, which an attribute cannot contain");
    if (nested) checkAttributes(`${name}.${key}`, nested.attributes, new Set(), nested.block);
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

/** A resource, a data source, or an ephemeral resource. */
export interface Definition extends Described {
  name: string;
  explain?(error: unknown): Explanation;
}

/** What a provider offers of one kind, by name. Each schema is created when it is first needed. */
export class Catalog<T extends Definition> {
  readonly kind: string;
  readonly #definitions: ReadonlyMap<string, T>;
  readonly #schemas = new Map<string, Schema>();
  readonly #toSchema: (definition: T) => Schema;

  /** @param kind the kind for messages, such as `resource` */
  constructor(
    kind: string,
    definitions: readonly T[],
    makeSchema: (definition: T) => Schema = (definition) => toSchema(definition.name, definition),
  ) {
    this.kind = kind;
    this.#definitions = new Map(definitions.map((definition) => [definition.name, definition]));
    this.#toSchema = makeSchema;
  }

  get names(): string[] {
    return [...this.#definitions.keys()];
  }

  /** @throws {AttributeError} if the name does not exist */
  get(name: unknown): { definition: T; schema: Schema } {
    const definition = this.#definitions.get(String(name));
    if (!definition)
      throw new AttributeError(
        [],
        `The provider does not have the ${this.kind} "${String(name)}"`,
        `This version of the provider supports: ${this.names.join(", ") || "none"}.`,
      );
    const schema = this.#schemas.get(definition.name) ?? this.#toSchema(definition);
    this.#schemas.set(definition.name, schema);
    return { definition, schema };
  }
}

/** Returns everything that a provider offers, by name. */
export function createCatalogs<Client>(provider: Provider<Client>) {
  return {
    provider: toSchema(`provider ${provider.name}`, provider),
    resources: new Catalog("resource", provider.resources, (resource) =>
      toSchema(
        resource.name,
        resource.timeouts === false
          ? resource
          : { ...resource, attributes: { ...resource.attributes, ...timeouts } },
      ),
    ),
    dataSources: new Catalog("data source", provider.dataSources),
    ephemerals: new Catalog("ephemeral resource", provider.ephemerals),
  };
}

export type Catalogs<Client> = ReturnType<typeof createCatalogs<Client>>;
