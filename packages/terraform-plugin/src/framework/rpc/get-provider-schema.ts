import type { Attribute, Nesting } from "../attribute.js";
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
      resources: typeNames(catalogs.resources),
      data_sources: typeNames(catalogs.dataSources),
      ephemeral_resources: typeNames(catalogs.ephemerals),
      functions: session.provider.functions.map(({ name }) => ({ name })),
    }),
    GetProviderSchema: ({ catalogs, session }) => ({
      server_capabilities: capabilities,
      provider: wireSchema(catalogs.provider),
      resource_schemas: schemas(catalogs.resources),
      data_source_schemas: schemas(catalogs.dataSources),
      ephemeral_resource_schemas: schemas(catalogs.ephemerals),
      functions: signatures(session.provider.functions),
    }),
    GetResourceIdentitySchemas: () => ({ identity_schemas: {} }),
    GetFunctions: ({ session }: Call<Client>) => ({ functions: signatures(session.provider.functions) }),
  };
}

function typeNames<T extends Described & { name: string }>(catalog: Catalog<T>): Message[] {
  return catalog.names.map((name) => ({ type_name: name }));
}

function schemas<T extends Described & { name: string }>(catalog: Catalog<T>): Message {
  return Object.fromEntries(catalog.names.map((name) => [name, wireSchema(catalog.get(name).schema)]));
}

function signatures(functions: readonly ProviderFunction[]): Message {
  return Object.fromEntries(
    functions.map(({ name, summary, description, parameters, variadic, returns }) => [
      name,
      {
        summary,
        description,
        description_kind: 1,
        parameters: parameters.map(parameter),
        ...(variadic ? { variadic_parameter: parameter(variadic) } : {}),
        return: { type: new TextEncoder().encode(JSON.stringify(returns)) },
      },
    ]),
  );
}

function parameter({ name, type, description, allowNull = false }: Parameter): Message {
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
