import type { Listing, Model, Order, Row, Where } from "@huntkit/core";
import {
  plain,
  type Dynamic,
  dynamic,
  list,
  number,
  type Attributes,
  type DataSource,
} from "@huntkit/terraform-plugin";
import { complaintOf } from "../complaint.js";
import type { Connection } from "../connection.js";
import { wholeNumber } from "../model/checks.js";
import type { AnyDefinition } from "../model/definition.js";
import { nounOf } from "../model/names.js";
import { attributesOf, propertyOf, toldAttributes, toState } from "../model/properties.js";
import { allComputed } from "./computed.js";
import { toOrder, toWhere, type PropertyNames } from "./where.js";

/** More rows than this make a state that nobody can work with. */
const mostRows = 10_000;

/** What the plural data source rests on. */
export interface PluralDefinition<T extends Row> extends Pick<
  AnyDefinition,
  "name" | "plural" | "attributes" | "properties" | "own" | "details" | "fromRow"
> {
  model: Model<T>;
  isGone?(row: T): boolean;
}

/** The data source that finds all objects of a model that meet a condition. */
export function pluralDataSource<T extends Row>(definition: PluralDefinition<T>): DataSource<Connection> {
  const { name: singular, plural: name = `${singular}s` } = definition;
  const results = name.replace(/^hunt_/, "");
  const shown = attributesOf({
    attributes: without(toldAttributes(definition), definition.details?.names ?? []),
  });
  const names: PropertyNames = new Map(
    Object.keys(shown).map((each) => [each, propertyOf(definition, each)]),
  );
  const example = Object.keys(definition.attributes)[0]!;
  return {
    name,
    description: `Finds ${nounOf(name)}: all of them, or those that meet a condition.`,
    attributes: {
      where: dynamic({
        optional: true,
        description: `The condition, as an object of attributes: \`where = { ${example} = { like = "%x%" } }\`. Operators are LoopBack's: \`eq\`, \`neq\`, \`gt\`, \`gte\`, \`lt\`, \`lte\`, \`between\`, \`inq\` (one of a list), \`nin\`, \`like\`, \`ilike\`, \`regexp\`; \`and\` and \`or\` take lists of conditions. Everything unless told.`,
        validate: [complaintOf((where) => toWhere(plain(where), names))],
      }),
      order: list("string", {
        optional: true,
        description: `By which attributes to sort, such as \`["${example}"]\` or \`["created_on DESC"]\`. By id unless told.`,
        validate: [complaintOf((order) => toOrder(order, names))],
      }),
      limit: number({
        optional: true,
        description: `The most to find, at most ${mostRows}. Without it, all are found, and more than ${mostRows} are an error.`,
        validate: [wholeNumber(1, mostRows, "Leave it out to find all.")],
      }),
      [results]: list({ attributes: allComputed(shown) }, { computed: true, description: "What was found." }),
    },
    async read(config, { client: { client }, signal }) {
      const { where, order, limit } = config as {
        where: Dynamic | null;
        order: string[] | null;
        limit: number | null;
      };
      const filter = {
        ...(where && { where: toWhere(plain(where), names) as Where<T> }),
        ...(order?.length && { order: toOrder(order, names) as Order<T>[] }),
        ...(limit !== null && !definition.isGone && { limit }),
      };
      const listing = client
        .model(definition.model)
        .list(filter, { signal, maxRows: mostRows, preserveOrder: true });
      const rows = await firstOf(listing, limit ?? Infinity, definition);
      return {
        where,
        order,
        limit,
        [results]: rows.map((row) => toState({ ...definition, attributes: shown }, row, {})),
      };
    },
  };
}

async function firstOf<T extends Row>(
  listing: Listing<T>,
  limit: number,
  definition: PluralDefinition<T>,
): Promise<T[]> {
  const found: T[] = [];
  for await (const row of listing) {
    if (definition.isGone?.(row)) continue;
    found.push(row);
    if (found.length >= limit) break;
  }
  return found;
}

function without(attributes: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));
}
