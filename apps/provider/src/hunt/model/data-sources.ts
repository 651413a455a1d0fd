import {
  type Filter,
  HuntInputError,
  type Listing,
  type ListOptions,
  type Model,
  type Order,
  type Row,
  type Where,
} from "@huntkit/core";
import { formatList, isUuid } from "@huntkit/core/internal";
import {
  type Attribute,
  AttributeError,
  type Attributes,
  type DataSource,
  dynamic,
  type Dynamic,
  isUnknown,
  list,
  number,
  toPlainData,
} from "@huntkit/terraform-plugin";
import { findNameMistake } from "@huntkit/toolkit/condition-names";
import type { Connection } from "../connection.js";
import { explain } from "../explain.js";
import { describeOperators, noRows, type PropertyNames, toOrder, toWhere } from "./conditions.js";
import type { AnyState } from "./definition.js";
import { describeLookup, findByKey, getLookupKeys, isUuidKey } from "./lookup.js";
import type { MappedDefinition, ModelMapping } from "./mapping.js";
import { nameAttributes, toNoun, toNounWithArticle } from "./names.js";
import { requireInteger, toValidator } from "./validators.js";

/** Maximum number of rows of a plural data source. A state with more rows would be too large. */
const maxRows = 10_000;

/** Creates the data source that finds one object of a model by its ID, or by another unique attribute. */
export function singularDataSource(mapping: ModelMapping): DataSource<Connection> {
  const { name, plural = `${name}s`, details } = mapping.definition;
  const keys = getLookupKeys(mapping);
  const oneOf = formatOr(keys);
  return {
    name,
    description: `Looks up ${describeLookup(mapping)}. Exactly one of them is required.`,
    attributes: toComputed(mapping.remoteAttributes, keys),
    explain: (error) => explain(error, mapping.attributeOf),

    validate(config, { addError }) {
      const given = keys.filter((key) => config[key] !== null);
      if (given.length === 0)
        addError(
          [],
          "Missing required argument",
          `Set ${oneOf}. To find ${toNoun(plural)} by other attributes, use the data source ${plural}.`,
        );
      if (given.length > 1) addError([given[1]!], "Conflicting arguments", `Set only one of ${oneOf}.`);
      if (given.length !== 1) return;
      const [key] = given as [string];
      const value = (config as AnyState)[key];
      if (isUuidKey(key) && typeof value === "string" && !isUuid(value))
        addError([key], `Invalid ${key}`, `It must be a UUID. ${adviseOnKey(mapping, key, value)}`);
    },

    async read(config, context) {
      const key = keys.find((each) => config[each] !== null && !isUnknown(config[each])) ?? "id";
      const value = String((config as AnyState)[key]);
      const row = await findByKey(mapping, key, value, context);
      // The case of a UUID can differ, and Terraform requires the configured value.
      const state = { ...mapping.toRemoteState(row), [key]: value };
      return { ...state, ...(await details?.read(row, context, null)) };
    },
  };
}

/** Returns how to look an object up that was not identified by its ID. */
function adviseOnKey({ definition: { name, lookup } }: ModelMapping, key: string, value: string): string {
  const [, other] = /^(.+)_id$/.exec(key) ?? [];
  if (other !== undefined) return `Look the ID up with a data source: data.hunt_${other}.x.id.`;
  return isUuidKey(lookup)
    ? "For example, 0b8c8a5e-7d1f-4c1e-9a55-3a1f6c0d2b7e."
    : `To find ${toNounWithArticle(name)} by its ${lookup}, set ${lookup} = "${value}".`;
}

/** What a plural data source needs of a definition. */
export interface ListedDefinition<T extends Row> extends MappedDefinition {
  model: Model<T>;
  isGone?(row: T): boolean;
}

/** How rows are listed that are not only those of a model. */
export interface CustomListing<T extends Row> {
  /** Sentences for the description of the data source. */
  readonly description: string;
  list(connection: Connection, filter: Filter<T>, options: ListOptions, warn: Warn): Listing<T>;
}

type Warn = (summary: string, detail: string, path: [string]) => void;

/** Creates the data source that finds all objects of a model that meet a condition. */
export function pluralDataSource<T extends Row>(
  mapping: ModelMapping<ListedDefinition<T>>,
  custom?: CustomListing<T>,
): DataSource<Connection> {
  const { definition } = mapping;
  const { name: singular, plural: name = `${singular}s` } = definition;
  const results = name.replace(/^hunt_/, "");
  const listed = Object.keys(mapping.listedAttributes);
  const names: PropertyNames = new Map(listed.map((each) => [each, mapping.propertyOf(each)]));
  const example = Object.keys(definition.attributes)[0]!;
  return {
    name,
    description: [`Lists ${toNoun(name)}. You can filter, sort, and limit them.`, custom?.description]
      .filter((each) => each !== undefined)
      .join(" "),
    explain: (error) => explain(error, mapping.attributeOf),
    attributes: {
      where: dynamic({
        optional: true,
        description: `Condition on the attributes, for example \`{ ${example} = { like = "%x%" } }\`. ${describeOperators()} \`and\` and \`or\` combine a list of conditions. With an empty list in \`inq\`, no row matches. If it has the name or ID of another record that does not exist, such as the host of an alert, there is a warning. An empty condition is an error. Default: all ${toNoun(name)}, also if it is null.`,
        validate: [toValidator((where) => toWhere(toPlainData(where), names, definition.model.route))],
      }),
      order: list("string", {
        optional: true,
        description: `Attributes to sort by, for example \`["${example}"]\` or \`["${example} DESC"]\`. Default: \`["id"]\`.`,
        validate: [toValidator((order) => toOrder(order, names))],
      }),
      limit: number({
        optional: true,
        description: `Maximum number of ${toNoun(name)} to return, up to ${maxRows}. By default, all are returned, and the data source fails if there are more than ${maxRows}.`,
        validate: [requireInteger(1, maxRows, "Remove it to return all.")],
      }),
      [results]: list(
        { attributes: toComputed(mapping.listedAttributes) },
        { computed: true, description: `The ${toNoun(name)} that match.` },
      ),
    },

    async read(config, { client: connection, signal, warn }) {
      const { where, order, limit } = config as {
        where: Dynamic | null;
        order: string[] | null;
        limit: number | null;
      };
      const { route } = definition.model;
      const warnOfValue = (message: string) =>
        warn("The condition might be wrong", message.replace(/^where: /, ""), ["where"]);
      const warnOfName = ({ message }: Error) => warnOfValue(nameAttributes(message, mapping.attributeOf));
      const condition = where && toWhere(toPlainData(where), names, route, warnOfValue);
      if (condition === noRows) return { where, order, limit, [results]: [] };
      const filter = {
        ...(condition && { where: condition as Where<T> }),
        ...(order?.length && { order: toOrder(order, names) as Order<T>[] }),
        ...(limit !== null && !definition.isGone && { limit }),
      };
      const options = { signal, maxRows, preserveOrder: true };
      const listing =
        custom?.list(connection, filter, options, warn) ??
        connection.client.model(definition.model).list(filter, options);
      const rows = await takeRows(listing, limit ?? Infinity, definition).catch((error: unknown) => {
        if (!(error instanceof HuntInputError && error.problem === "exceeded")) throw error;
        const detail = `The data source returns at most ${maxRows}, and more match. Narrow where, or set limit.`;
        throw new AttributeError(["where"], `Too many ${toNoun(name)}`, detail);
      });
      if (condition) {
        // All reads share a signal, and each request listens to it: Node.js warns of more than ten listeners.
        const read = {
          client: connection.client,
          path: route,
          where: condition,
          signal: AbortSignal.any([signal]),
          warn: warnOfName,
        };
        const mistake = await findNameMistake(read, { isEmpty: rows.length === 0 });
        // The same apply might create the host or the target group, so this is not an error.
        if (mistake) warnOfName(mistake);
      }
      return { where, order, limit, [results]: rows.map((row) => mapping.toListedState(row)) };
    },
  };
}

async function takeRows<T extends Row>(
  listing: Listing<T>,
  limit: number,
  definition: ListedDefinition<T>,
): Promise<T[]> {
  const taken: T[] = [];
  for await (const row of listing) {
    if (definition.isGone?.(row)) continue;
    taken.push(row);
    if (taken.length >= limit) break;
  }
  return taken;
}

/** Returns a resource's attributes as those of a data source: computed. Users can set those in `optional`. */
function toComputed(attributes: Attributes, optional: readonly string[] = []): Attributes {
  const entries = Object.entries(attributes).map(([name, attribute]): [string, Attribute] => [
    name,
    {
      ...attribute,
      description: removeResourceOnly(attribute.description),
      nested: attribute.nested && {
        ...attribute.nested,
        attributes: toComputed(attribute.nested.attributes),
        block: false,
      },
      required: false,
      optional: optional.includes(name),
      computed: true,
      notNull: false,
      requiresReplace: false,
      useStateForUnknown: false,
      default: null,
      oneOf: null,
      validators: [],
    },
  ]);
  return Object.fromEntries(entries);
}

/**
 * Removes the sentences of a description that apply only to a resource: defaults, and effects of a change.
 */
function removeResourceOnly(description: string): string {
  return description
    .split(/(?<=\.) (?=[A-Z])/)
    .filter((sentence) => !/^Default: |^A change |^Another GUID /.test(sentence))
    .join(" ");
}

/** Formats names for a message: id, name, or guid. */
function formatOr(names: readonly string[]): string {
  return formatList(names, "or");
}
