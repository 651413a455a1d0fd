import type { ProviderFunction, Parameter } from "../function.js";
import { wireSchema, type Described } from "../schema.js";
import type { Catalog } from "../catalog.js";
import type { Message } from "../wire.js";
import type { Call, Handlers } from "./call.js";

const capabilities = { plan_destroy: false, get_provider_schema_optional: true, move_resource_state: false };

/** What the provider offers: names, schemas and signatures. */
export function schemaHandlers<Client>(): Handlers<Client> {
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
