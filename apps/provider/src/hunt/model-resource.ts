import { HuntNotFoundError, escapeToSingleLine, type Collection, type Row } from "@huntkit/core";
import {
  type Attributes,
  type Context,
  type DataSource,
  PartialState,
  type Resource,
} from "@huntkit/terraform-plugin";
import type { Connection } from "./connection.js";
import { pluralDataSource } from "./data-sources/plural.js";
import { singularDataSource } from "./data-sources/singular.js";
import type { AnyDefinition, AnyState, ModelDefinition, WriteOptions } from "./model/definition.js";
import { findBy, findOne } from "./model/find.js";
import { withGrace } from "./model/grace.js";
import { nounOf } from "./model/names.js";
import { attributesOf, settable, toData, toState } from "./model/properties.js";

/** What comes from one definition. */
export interface ModelResource {
  resource: Resource<Connection>;
  /** The singular and the plural one. */
  dataSources: readonly DataSource<Connection>[];
}

/** Makes a resource and its data sources from what is special about a model. */
export function modelResource<T extends Row, C extends Collection<T>, A extends Attributes>(
  model: ModelDefinition<T, C, A>,
): ModelResource {
  const definition = model as unknown as AnyDefinition;
  return {
    resource: resourceOf(definition),
    dataSources: [singularDataSource(definition), pluralDataSource(definition)],
  };
}

function resourceOf(definition: AnyDefinition): Resource<Connection> {
  const { name, description, version, upgrade } = definition;
  return {
    name,
    description,
    attributes: attributesOf(definition),
    ...(version !== undefined && { version }),
    ...(upgrade && { upgrade }),
    ...(definition.validate && {
      validate: (config, context) => definition.validate!(config as never, context),
    }),
    ...(definition.plan && { plan: (input) => definition.plan!(input as never) }),
    async create(planned, config, context) {
      const data = dataFor(definition, planned, null, config);
      return withGrace(context, async (patient) => {
        const { collection, options } = writing(definition, patient);
        const row = await (definition.create?.(collection, data, options) ??
          collection.create(data, options));
        return written(definition, row, planned, patient);
      });
    },
    async read(state, context) {
      const [row] = await findBy(definition, "id", String(state["id"]), context);
      return row ? readState(definition, row, state, context) : null;
    },
    async update(planned, prior, config, context) {
      const data = dataFor(definition, planned, prior, config);
      const id = String(prior["id"]);
      if (Object.keys(data).length === 0)
        return { ...prior, ...Object.fromEntries((definition.own ?? []).map((own) => [own, planned[own]])) };
      const { collection, options } = writing(definition, context);
      const row = await (definition.update?.(collection, id, data, options) ??
        collection.update(id, data, options));
      return written(definition, row, planned, context);
    },
    async delete(state, context) {
      const { collection, options } = writing(definition, context);
      const id = String(state["id"]);
      try {
        await (definition.delete?.(collection, state as never, options) ?? collection.delete(id, options));
      } catch (error) {
        // HUNT says the same of a route that it does not have, and then the object is still there.
        if (error instanceof HuntNotFoundError && (await findBy(definition, "id", id, context)).length === 0)
          return;
        throw error;
      }
    },
    async import(text, context) {
      return readState(definition, await findOne(definition, text, context), {}, context);
    },
  };
}

function writing(
  definition: AnyDefinition,
  { client: { client }, signal }: Context<Connection>,
): { collection: Collection<Row>; options: WriteOptions } {
  return { collection: client.model(definition.model), options: { client, signal } };
}

function dataFor(
  definition: AnyDefinition,
  planned: AnyState,
  prior: AnyState | null,
  config: AnyState,
): Record<string, unknown> {
  const data = toData(definition, planned, prior);
  return definition.toData?.(data, { planned, prior, config } as never) ?? data;
}

/** @param known the state before; empty in an import */
async function readState(
  definition: AnyDefinition,
  row: Row,
  known: AnyState,
  context: Context<Connection>,
): Promise<AnyState> {
  const state = toState(definition, row, known);
  const prior = Object.keys(known).length === 0 ? null : known;
  return { ...state, ...(await definition.details?.read(row, context, prior as never)) };
}

/** The state after a write. The object is there by now, whatever else goes wrong. */
async function written(
  definition: AnyDefinition,
  row: Row,
  planned: AnyState,
  context: Context<Connection>,
): Promise<AnyState> {
  const state = toState(definition, row, planned);
  for (const name of settable(definition)) {
    if (planned[name] === null && state[name] !== null) leaveOut(definition, state, name, context);
  }
  try {
    return { ...state, ...(await definition.details?.read(row, context, planned as never)) };
  } catch (error) {
    throw new PartialState(state, error);
  }
}

/** Terraform holds a provider to what was planned, and null was; so the value that HUNT chose by itself comes with the next refresh. */
function leaveOut(
  { name: type, attributes }: AnyDefinition,
  state: AnyState,
  name: string,
  { warn }: Context<Connection>,
): void {
  const value = attributes[name]!.sensitive
    ? "something else"
    : escapeToSingleLine(JSON.stringify(state[name]), 100);
  warn(
    `HUNT chose ${name} by itself`,
    `The configuration of this ${nounOf(type)} says nothing of ${name}, and HUNT made it ${value}. Write that, or the value you want, into the configuration; else the next plan will want to unset it.`,
    [name],
  );
  state[name] = null;
}
