import type { ModelDefinition, RelationDefinition, Row } from "../../data/definition.js";
import type { Store } from "../../data/store.js";
import { RemotingError } from "../../remoting/errors.js";
import { findRows } from "../find.js";
import type { Inclusion } from "./parse.js";
import { isList, isObject } from "../../values.js";

/**
 * Puts related records into the records that were found. The records must be ours to change.
 *
 * @param rows what was found, already cut down to the wanted fields: as in LoopBack 3 a relation needs its key among them
 * @throws {RemotingError} 400 when the fields lack the id that a hasMany relation goes by
 * @throws {Error} for a relation that does not exist: LoopBack 3 answers 500
 */
export function includeRelations(
  store: Store,
  definition: ModelDefinition,
  rows: readonly Partial<Row>[],
  inclusions: readonly Inclusion[],
): void {
  if (rows.length === 0) return;
  for (const { relation: name, scope } of inclusions) {
    const relation = Object.hasOwn(definition.relations ?? {}, name)
      ? definition.relations?.[name]
      : undefined;
    if (relation === undefined)
      throw new Error(`Relation "${name}" is not defined for ${definition.name} model`);
    if (relation.type === "belongsTo") includeOne(store, name, relation, rows, scope);
    else includeMany(store, name, relation, rows, scope);
  }
}

function includeOne(
  store: Store,
  name: string,
  { model, foreignKey }: RelationDefinition,
  rows: readonly Partial<Row>[],
  scope: Inclusion["scope"],
): void {
  const keys = [
    ...new Set(rows.map((row) => row[foreignKey]).filter((key) => key !== undefined && key !== null)),
  ];
  const related = new Map<unknown, Partial<Row>>(
    scoped(store, model, "id", keys, scope).map((other) => [other.id, other]),
  );
  for (const row of rows) {
    const other = related.get(row[foreignKey]);
    if (other !== undefined) row[name] = other;
  }
}

function includeMany(
  store: Store,
  name: string,
  { model, foreignKey }: RelationDefinition,
  rows: readonly Partial<Row>[],
  scope: Inclusion["scope"],
): void {
  const missing = rows.find((row) => row.id === undefined);
  if (missing !== undefined) {
    const advice = 'Please make sure `fields` include "id" if it\'s present in the `filter`';
    throw new RemotingError(
      400,
      `ID property "id" is missing for included item: ${JSON.stringify(missing)}. ${advice}`,
    );
  }
  // A scope with a limit counts for each record on its own, so that each needs a search of its own.
  const isPaged = Boolean(scope["limit"] || scope["skip"] || scope["offset"]);
  const ids = rows.map((row): unknown => row.id);
  const found = isPaged
    ? ids.flatMap((id) => scoped(store, model, foreignKey, [id], scope))
    : scoped(store, model, foreignKey, ids, scope);
  const related = new Map(ids.map((id): [unknown, Partial<Row>[]] => [id, []]));
  for (const other of found) related.get(other[foreignKey])?.push(other);
  for (const row of rows) row[name] = related.get(row.id);
}

/** The related records that a scope lets through. The key that they are found by is always among their fields. */
function scoped(
  store: Store,
  model: string,
  key: string,
  keys: readonly unknown[],
  scope: Inclusion["scope"],
): Partial<Row>[] {
  const where = { and: [scope["where"] ?? {}, { [key]: { inq: keys } }] };
  return findRows(store, store.definition(model), { ...scope, where, fields: withKey(scope["fields"], key) });
}

function withKey(fields: unknown, key: string): unknown {
  if (typeof fields === "string") return [fields, key];
  if (isList(fields)) return fields.length > 0 ? [...fields, key] : fields;
  return isObject(fields) && Object.values(fields).some(Boolean) ? { ...fields, [key]: true } : fields;
}
