import { HuntNotFoundError, type Collection, type Row } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import {
  type Attributes,
  type Context,
  type DataSource,
  PartialStateError,
  type Resource,
} from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import { explain } from "../explain.js";
import { findBuiltInError, requireNotBuiltIn } from "./built-in.js";
import { pluralDataSource, singularDataSource } from "./data-sources.js";
import type { AnyDefinition, AnyState, ModelDefinition, WriteOptions } from "./definition.js";
import type { Exportable } from "./exportable.js";
import { checkReferences } from "./check-references.js";
import { requireFreeName } from "./free-name.js";
import { withGrace } from "./grace.js";
import { findBy, findOne } from "./lookup.js";
import { ModelMapping } from "./mapping.js";
import { toNoun } from "./names.js";

/** What one definition provides. */
export interface ModelResource extends Exportable {
  /** The singular and the plural data source. */
  dataSources: readonly DataSource<Connection>[];
}

/** Creates a resource and its data sources from the definition of a model. */
export function modelResource<T extends Row, C extends Collection<T>, A extends Attributes>(
  model: ModelDefinition<T, C, A>,
): ModelResource {
  const mapping = new ModelMapping(model as unknown as AnyDefinition);
  const resource = createResource(mapping);
  const plural = pluralDataSource(mapping);
  return {
    resource,
    dataSources: [singularDataSource(mapping), plural],
    async readAll(context) {
      const listed = await plural.read({ where: null, order: null, limit: null }, context);
      const rows = listed[plural.name.replace(/^hunt_/, "")] as { id: string }[];
      const own = rows.filter((row) => !findBuiltInError(mapping.definition, row));
      const states = await Promise.all(own.map(({ id }) => resource.import!(id, context)));
      return { states, builtInCount: rows.length - own.length };
    },
  };
}

function createResource(mapping: ModelMapping): Resource<Connection> {
  const { definition } = mapping;
  const { name, description, version, upgrade } = definition;
  return {
    name,
    description,
    attributes: mapping.attributes,
    identity: "id",
    explain: (error) => explain(error, mapping.attributeOf),
    ...(version !== undefined && { version }),
    ...(upgrade && { upgrade }),
    async validate(config, context) {
      const error = findBuiltInError(definition, config);
      if (error) context.addError(error.path, error.summary, error.detail);
      else await definition.validate?.(config as never, context);
    },
    async plan(input) {
      requireNotBuiltIn(definition, input.prior ?? input.planned);
      await Promise.all([requireFreeName(mapping, input), checkReferences(mapping.attributes, input)]);
      await definition.plan?.(input as never);
    },

    async create(planned, config, context) {
      const data = toRequestData(mapping, planned, null, config);
      return withGrace(context, async (patient) => {
        const { collection, options } = openCollection(definition, patient);
        const row = await (definition.create?.(collection, data, options) ??
          collection.create(data, { signal: options.signal }));
        context.client.references.add(definition.name, String(row.id));
        return toWrittenState(mapping, row, planned, patient);
      });
    },

    async read(state, context) {
      context.client.managedIds.add(String(state["id"]));
      const [row] = await findBy(mapping, "id", String(state["id"]), context);
      if (row) context.client.references.add(definition.name, String(row.id));
      else context.client.references.delete(definition.name, String(state["id"]));
      return row ? toReadState(mapping, row, state, context) : null;
    },

    async update(planned, prior, config, context) {
      const data = toRequestData(mapping, planned, prior, config);
      if (Object.keys(data).length === 0) {
        const local = (definition.localAttributes ?? []).map((each) => [each, planned[each]]);
        return { ...prior, ...Object.fromEntries(local) };
      }
      const id = String(prior["id"]);
      const { collection, options } = openCollection(definition, context);
      const row = await (definition.update?.(collection, id, data, options) ??
        collection.update(id, data, { signal: options.signal }));
      return toWrittenState(mapping, row, planned, context);
    },

    async delete(state, context) {
      const { collection, options } = openCollection(definition, context);
      const id = String(state["id"]);
      requireNotBuiltIn(definition, state);
      context.client.references.delete(definition.name, id);
      try {
        await (definition.delete?.(collection, state as never, options) ??
          collection.delete(id, { signal: options.signal }));
      } catch (error) {
        if (!(error instanceof HuntNotFoundError)) throw error;
        // A proxy or another server can also return 404, although the object still exists.
        const rows = await findBy(mapping, "id", id, context);
        if (rows.length > 0) throw error;
      }
    },

    async import(text, context) {
      const row = await findOne(mapping, text, context);
      requireNotBuiltIn(definition, mapping.toRemoteState(row));
      return toReadState(mapping, row, {}, context);
    },
  };
}

function openCollection(
  definition: AnyDefinition,
  { client: { client }, signal }: Context<Connection>,
): { collection: Collection<Row>; options: WriteOptions } {
  return { collection: client.model(definition.model), options: { client, signal } };
}

function toRequestData(
  mapping: ModelMapping,
  planned: AnyState,
  prior: AnyState | null,
  config: AnyState,
): Record<string, unknown> {
  const data = mapping.toData(planned, prior);
  return mapping.definition.toData?.(data, { planned, prior, config } as never) ?? data;
}

/** @param known the prior state. Empty in an import. */
async function toReadState(
  mapping: ModelMapping,
  row: Row,
  known: AnyState,
  context: Context<Connection>,
): Promise<AnyState> {
  const state = mapping.toState(row, known);
  const prior = Object.keys(known).length === 0 ? null : known;
  return { ...state, ...(await mapping.definition.details?.read(row, context, prior as never)) };
}

/** Returns the state after a write. The object exists, even if a further request fails. */
async function toWrittenState(
  mapping: ModelMapping,
  row: Row,
  planned: AnyState,
  context: Context<Connection>,
): Promise<AnyState> {
  const state = { ...mapping.toState(row, planned), ...mapping.keepPlanned(planned) };
  for (const name of mapping.settable) {
    if (planned[name] === null && state[name] !== null) deferToRefresh(mapping, state, name, context);
  }
  try {
    return { ...state, ...(await mapping.definition.details?.read(row, context, planned as never)) };
  } catch (error) {
    throw new PartialStateError(state, error);
  }
}

/**
 * Sets an attribute that HUNT set by itself to null, with a warning. The plan was null, and Terraform
 * requires the planned value after an apply, so HUNT's value appears with the next refresh.
 */
function deferToRefresh(
  { definition, attributes }: ModelMapping,
  state: AnyState,
  name: string,
  { warn }: Context<Connection>,
): void {
  const value = attributes[name]!.sensitive
    ? "a value"
    : escapeToSingleLine(JSON.stringify(state[name]), 100);
  warn(
    `HUNT set ${name}`,
    `The configuration of this ${toNoun(definition.name)} does not set ${name}, and HUNT set it to ${value}. ` +
      "Set this value, or the one that you want, in the configuration. Otherwise, the next plan unsets it.",
    [name],
  );
  state[name] = null;
}
