import type { Clock } from "../clock.js";
import type { Random } from "../random.js";
import { coerceValue } from "./coerce.js";
import type { ModelDefinition, PropertyDefinition, Row, SeedRow } from "./definition.js";

const ID: PropertyDefinition = { type: "string" };

/** The properties of a model with its id in front, in the order in which answers show them. */
export function propertiesOf(definition: ModelDefinition): Record<string, PropertyDefinition> {
  return { id: ID, ...definition.properties };
}

/**
 * Builds a record from what a client sent: declared properties come first and have their types, unknown ones are kept as they
 * are (LoopBack 3's models are not strict), names of relations are dropped.
 */
export function rowFromData(
  definition: ModelDefinition,
  data: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const properties = propertiesOf(definition);
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
export function defaultsOf(definition: ModelDefinition, clock: Clock): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(definition.properties)) {
    if (property.defaultFn === "now") defaults[name] = new Date(clock.now()).toISOString();
    else if (property.default !== undefined) defaults[name] = property.default;
  }
  return defaults;
}

/** A seed's row with an id. Seeds are ours, so nothing is checked. */
export function rowFromSeed({ id, ...rest }: SeedRow, random: Random): Row {
  return { id: id ?? random.uuid(), ...rest };
}

/** How clients may see a model's records: without hidden properties. */
export function visibleTo(definition: ModelDefinition): (row: Row) => Row {
  const hidden = Object.keys(definition.properties).filter((name) => definition.properties[name]?.hidden);
  if (hidden.length === 0) return (row) => row;
  return (row) => {
    const visible = { ...row };
    for (const name of hidden) delete visible[name];
    return visible;
  };
}
