import type { Clock } from "../clock.js";
import { LoopBackError } from "../loopback-error.js";
import type { Random } from "../random.js";
import { isList, toText } from "../values.js";
import type { ModelDefinition, PropertyDefinition, PropertyType, Row, SeedRow } from "./definition.js";

/** Returns the properties of a model, with its ID first, in the order in which responses show them. */
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
 * Builds a record from a request body. Declared properties come first and are converted to their types.
 * Unknown ones are kept: LoopBack 3's models are not strict and return them in the response to a write,
 * although the table has no column for them. Names of relations are dropped.
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

/** Returns the defaults of a model, for a new record. */
export function getDefaults(definition: ModelDefinition, clock: Clock): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(definition.properties)) {
    if (property.defaultFn === "now") defaults[name] = new Date(clock.now()).toISOString();
    else if (property.default !== undefined) defaults[name] = property.default;
  }
  return defaults;
}

/** Returns a seed's row with an ID. Seeds are our own data, so nothing is validated. */
export function buildSeedRow(row: SeedRow, random: Random): Row {
  const { id = random.uuid() } = row;
  return id === row.id ? (row as Row) : { ...row, id };
}

/** Returns a function that removes hidden properties from a record. */
export function createHider(definition: ModelDefinition): (row: Row) => Row {
  const hidden = Object.keys(definition.properties).filter((name) => definition.properties[name]?.hidden);
  return hidden.length === 0 ? (row) => row : (row) => omit(row, hidden);
}

/** Returns a function that copies stored records without the columns that only views show. */
export function createCopier(definition: ModelDefinition): (row: Row) => Row {
  const internal = Object.keys(definition.properties).filter((name) => definition.properties[name]?.internal);
  return (row) => omit(row, internal);
}

function omit(row: Row, names: readonly string[]): Row {
  const rest = { ...row };
  for (const name of names) delete rest[name];
  return rest;
}

/** A date that cannot be parsed. It is a value of its own so that validation can name it. */
export const INVALID_DATE = Symbol("Invalid Date");

/**
 * Converts a value of a request body to the type of its property, as LoopBack 3's model builder does. Null is
 * kept. 'false' and '0' are false. For a string, the items of a list are joined with commas. For a number, a
 * value that is not a number is NaN.
 *
 * @returns the value, or `INVALID_DATE`
 * @throws {LoopBackError} 400 if the type is a list and the value is not one
 */
function coerceValue(type: PropertyType, value: unknown): unknown {
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

/**
 * Converts a value to a boolean as LoopBack 3 does: the strings 'false' and '0' are false, and JavaScript's
 * rules apply to the rest.
 */
export function coerceBoolean(value: unknown): boolean {
  return value !== "false" && value !== "0" && Boolean(value);
}

/**
 * Formats a date as ISO 8601, or returns undefined if it is invalid. A number is milliseconds since 1970
 * (LoopBack 3).
 */
export function toIsoDate(value: unknown): string | undefined {
  const isReadable = typeof value === "string" || typeof value === "number";
  const number = typeof value === "boolean" ? Number(value) : NaN;
  const date = new Date(isReadable ? value : number);
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
