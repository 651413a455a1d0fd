import type { ModelDefinition, Row } from "../data/definition.js";
import { propertiesOf } from "../data/instance.js";
import { isList, isObject } from "../values.js";

/** Tells of a property whether it was asked for. */
export type Fields = (property: string) => boolean;

/**
 * Understands `fields`: a name, a list of names, or `{name: true}` or `{name: false}`; where both are there, only the true ones count.
 *
 * @returns undefined when every property is wanted
 */
export function parseFields(definition: ModelDefinition, fields: unknown): Fields | undefined {
  if (typeof fields === "string" && fields !== "") return only([fields]);
  if (isList(fields)) return fields.length > 0 ? only(fields) : undefined;
  if (!isObject(fields)) return undefined;
  const names = Object.keys(fields);
  if (names.length === 0) return undefined;
  const wanted = names.filter((name) => fields[name]);
  if (wanted.length > 0) return only(wanted);
  return only(Object.keys(propertiesOf(definition)).filter((name) => !names.includes(name)));
}

/** A copy of the record with the wanted properties, in its own order. `id` is not added (LoopBack 3). */
export function pick(row: Partial<Row>, fields: Fields | undefined): Partial<Row> {
  if (fields === undefined) return { ...row };
  return Object.fromEntries(Object.entries(row).filter(([property]) => fields(property)));
}

function only(names: readonly unknown[]): Fields {
  const wanted = new Set<unknown>(names);
  return (property) => wanted.has(property);
}
