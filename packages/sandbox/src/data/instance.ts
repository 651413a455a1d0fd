import type { Clock } from "../clock.js";
import { LoopBackError } from "../loopback-error.js";
import type { Random } from "../random.js";
import { isList, toText } from "../values.js";
import type { ModelDefinition, PropertyDefinition, PropertyType, Row, SeedRow } from "./definition.js";

/** The properties of a model with its id in front, in the order in which answers show them. */
export function listProperties(definition: ModelDefinition): Readonly<Record<string, PropertyDefinition>> {
  let properties = cache.get(definition);
  if (properties === undefined) {
    const { idColumn: column } = definition;
    properties = { id: { type: "string", ...(column && { column }) }, ...definition.properties };
    cache.set(definition, properties);
  }
  return properties;
}

const cache = new WeakMap<ModelDefinition, Readonly<Record<string, PropertyDefinition>>>();

/**
 * Builds a record from what a client sent: declared properties come first and have their types. Unknown ones
 * are kept, because
 * LoopBack 3's models are not strict and return them in the response to a write, but the table has no column for them.
 * Names of relations are dropped.
 */
export function buildRow(
  definition: ModelDefinition,
  data: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const properties = listProperties(definition);
  const row: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (data[name] !== undefined) row[name] = coerceValue(property.type, data[name]);
  }
  for (const [name, value] of Object.entries(data)) {
    const known = Object.hasOwn(properties, name) || Object.hasOwn(definition.relations ?? {}, name);
    if (!known && name !== "__proto__") row[name] = value;
  }
  return row;
}

/** The defaults of a model, for a new record. */
export function getDefaults(definition: ModelDefinition, clock: Clock): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(definition.properties)) {
    if (property.defaultFn === "now") defaults[name] = new Date(clock.now()).toISOString();
    else if (property.default !== undefined) defaults[name] = property.default;
  }
  return defaults;
}

/** A seed's row with an id. Seeds are ours, so nothing is checked. */
export function buildSeedRow({ id, ...rest }: SeedRow, random: Random): Row {
  return { id: id ?? random.uuid(), ...rest };
}

/** How clients may see a model's records: without hidden properties. */
export function createHider(definition: ModelDefinition): (row: Row) => Row {
  const hidden = Object.keys(definition.properties).filter((name) => definition.properties[name]?.hidden);
  return hidden.length === 0 ? (row) => row : (row) => omit(row, hidden);
}

/** Returns a function that copies stored records, without the columns that only views show. */
export function createCopier(definition: ModelDefinition): (row: Row) => Row {
  const internal = Object.keys(definition.properties).filter((name) => definition.properties[name]?.internal);
  return (row) => omit(row, internal);
}

function omit(row: Row, names: readonly string[]): Row {
  const rest = { ...row };
  for (const name of names) delete rest[name];
  return rest;
}

/** A date that cannot be read. Kept apart from other values so that validation can name it. */
export const INVALID_DATE = Symbol("Invalid Date");

/**
 * Brings a value of a request's body to its property's type, as LoopBack 3's model builder does: null stays null, numbers and
 * strings become what is asked for, 'false' and '0' are false, a list is joined by commas for a string, and
 * what is not a number
 * becomes NaN.
 *
 * @returns the value, or `INVALID_DATE`
 * @throws {LoopBackError} 400 when a list is asked for and something else was sent
 */
export function coerceValue(type: PropertyType, value: unknown): unknown {
  return value === null || value === undefined ? value : coercions[type](value);
}

const coercions: Readonly<Record<PropertyType, (value: unknown) => unknown>> = {
  string: toText,
  number: Number,
  boolean: coerceBoolean,
  date: (value) => toIsoDate(value) ?? INVALID_DATE,
  array: requireList,
  object: (value) => value,
};

/** LoopBack 3's idea of a boolean: the texts 'false' and '0' are false, otherwise JavaScript decides. */
export function coerceBoolean(value: unknown): boolean {
  return value !== "false" && value !== "0" && Boolean(value);
}

/** The ISO 8601 text of a date, or undefined for what is none. As in LoopBack 3, a number is milliseconds since 1970. */
export function toIsoDate(value: unknown): string | undefined {
  const readable =
    typeof value === "string" || typeof value === "number"
      ? value
      : typeof value === "boolean"
        ? Number(value)
        : NaN;
  const date = new Date(readable);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function requireList(value: unknown): unknown[] {
  if (isList(value)) return value;
  const text = JSON.stringify(value);
  throw new LoopBackError(
    400,
    typeof value === "string"
      ? `could not create List from JSON string: ${text}`
      : `Items must be an array: ${text}`,
  );
}
