import { AttributeError } from "./diagnostics.js";
import type { Provider } from "./provider.js";
import { toSchema, type Described, type Schema } from "./schema.js";
import { timeouts } from "./timeouts.js";

/** Things by name, each with its schema, which is made when it is first needed. */
export class Catalog<T extends Described & { name: string }> {
  readonly kind: string;
  readonly #things: ReadonlyMap<string, T>;
  readonly #schemas = new Map<string, Schema>();
  readonly #toSchema: (thing: T) => Schema;

  /** @param kind what the things are, for messages: `resource` */
  constructor(
    kind: string,
    things: readonly T[],
    makeSchema: (thing: T) => Schema = (thing) => toSchema(thing.name, thing),
  ) {
    this.kind = kind;
    this.#things = new Map(things.map((thing) => [thing.name, thing]));
    this.#toSchema = makeSchema;
  }

  get names(): string[] {
    return [...this.#things.keys()];
  }

  /** @throws {AttributeError} for a name that is not there */
  get(name: unknown): { thing: T; schema: Schema } {
    const thing = this.#things.get(String(name));
    if (!thing)
      throw new AttributeError(
        [],
        `There is no ${this.kind} "${String(name)}"`,
        `This version of the provider has: ${this.names.join(", ") || "none"}.`,
      );
    const schema = this.#schemas.get(thing.name) ?? this.#toSchema(thing);
    this.#schemas.set(thing.name, schema);
    return { thing, schema };
  }
}

/** All that a provider offers, by name. */
export function catalogsOf<Client>(provider: Provider<Client>) {
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

export type Catalogs<Client> = ReturnType<typeof catalogsOf<Client>>;
