import type { Attribute, Attributes, Nested, Nesting } from "../attribute.js";
import type { Parameter, ProviderFunction } from "../function.js";
import { type Catalog, type Described, type Schema } from "../schema.js";
import type { Message } from "../wire.js";
import type { Call, Handlers } from "./call.js";

const capabilities = { plan_destroy: false, get_provider_schema_optional: true, move_resource_state: false };

/** Describes what the provider offers: names, schemas, and signatures. */
export function getProviderSchemaHandlers<Client>(): Handlers<Client> {
  return {
    GetMetadata: ({ catalogs, session }) => ({
      server_capabilities: capabilities,
      resources: listTypeNames(catalogs.resources),
      data_sources: listTypeNames(catalogs.dataSources),
      ephemeral_resources: listTypeNames(catalogs.ephemerals),
      functions: session.provider.functions.map(({ name }) => ({ name })),
    }),
    GetProviderSchema: ({ catalogs, session }) => ({
      server_capabilities: capabilities,
      provider: toWireSchema(catalogs.provider),
      resource_schemas: toWireSchemas(catalogs.resources),
      data_source_schemas: toWireSchemas(catalogs.dataSources),
      ephemeral_resource_schemas: toWireSchemas(catalogs.ephemerals),
      functions: toWireSignatures(session.provider.functions),
    }),
    GetFunctions: ({ session }: Call<Client>) => ({
      functions: toWireSignatures(session.provider.functions),
    }),
  };
}

function listTypeNames<T extends Described & { name: string }>(catalog: Catalog<T>): Message[] {
  return catalog.names.map((name) => ({ type_name: name }));
}

function toWireSchemas<T extends Described & { name: string }>(catalog: Catalog<T>): Message {
  return Object.fromEntries(catalog.names.map((name) => [name, toWireSchema(catalog.get(name).schema)]));
}

function toWireSignatures(functions: readonly ProviderFunction[]): Message {
  return Object.fromEntries(
    functions.map(({ name, summary, description, parameters, variadic, returns }) => [
      name,
      {
        summary,
        description,
        description_kind: 1,
        parameters: parameters.map(toWireParameter),
        ...(variadic ? { variadic_parameter: toWireParameter(variadic) } : {}),
        return: { type: new TextEncoder().encode(JSON.stringify(returns)) },
      },
    ]),
  );
}

function toWireParameter({ name, type, description, allowNull = false }: Parameter): Message {
  return {
    name,
    type: new TextEncoder().encode(JSON.stringify(type)),
    allow_null_value: allowNull,
    allow_unknown_values: false,
    description,
    description_kind: 1,
  };
}

const nestings: Record<Nesting, number> = { single: 1, list: 2, set: 3, map: 4 };

/** Returns a schema in the form of protocol 6, a `Schema` message. */
export function toWireSchema({ version, description, attributes }: Schema): Record<string, unknown> {
  return {
    version,
    block: { version, ...toWireBlock(attributes, description) },
  };
}

function toWireBlock(attributes: Attributes, description: string): Message {
  const entries = Object.entries(attributes);
  return {
    attributes: entries.filter(([, { nested }]) => !nested?.block).map(toWireAttribute),
    block_types: entries.flatMap(([name, { nested, ...attribute }]) =>
      nested?.block ? [toWireNestedBlock(name, nested, attribute)] : [],
    ),
    description,
    description_kind: 1,
  };
}

function toWireNestedBlock(
  name: string,
  { nesting, attributes }: Nested,
  { description, deprecated }: Pick<Attribute, "description" | "deprecated">,
): Message {
  const deprecation = { deprecated: deprecated !== null, deprecation_message: deprecated ?? "" };
  const block = { ...toWireBlock(attributes, description), ...deprecation };
  return { type_name: name, block, nesting: nestings[nesting] };
}

function toWireAttribute([name, attribute]: [string, Attribute]): Record<string, unknown> {
  const { description, required, optional, computed, sensitive, writeOnly, deprecated, nested } = attribute;
  const type = nested
    ? {
        nested_type: {
          attributes: Object.entries(nested.attributes).map(toWireAttribute),
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
