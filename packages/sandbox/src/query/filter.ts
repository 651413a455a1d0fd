import type { ModelDefinition, Row } from "../data/definition.js";
import { listProperties } from "../data/instance.js";
import { DatabaseError, LoopBackError } from "../loopback-error.js";
import { isList, isObject, toObject } from "../values.js";
import { requireShallow } from "./depth.js";
import { type Order, parseOrder } from "./order.js";
import { parseWhere, type Where } from "./where.js";

/** A parsed filter. */
export interface Filter {
  readonly where: Where;
  readonly order: Order;
  /** Maximum number of records. Undefined: no limit. */
  readonly limit: number | undefined;
  readonly skip: number;
  readonly fields: Fields | undefined;
  readonly include: readonly Inclusion[];
}

/**
 * Parses a LoopBack 3 filter for a model. Unknown keys are ignored.
 *
 * @param filter `{where, order, limit, skip, offset, fields, include}`, or undefined
 * @throws {LoopBackError} 400 for a limit, skip, order, or condition that LoopBack rejects
 * @throws {DatabaseError} for errors that result in a 500, such as `where: null` and an unknown property in
 * `order`
 */
export function parseFilter(definition: ModelDefinition, filter: unknown): Filter {
  const { where, order, limit, skip, offset, fields, include } = toObject(filter);
  requireShallow(filter);
  requireNoNullClause(where);
  return {
    limit: parseLimit(limit),
    skip: parseSkip(skip || offset),
    order: parseOrder(definition, order),
    where: parseWhere(definition, where),
    fields: parseFields(definition, fields),
    include: parseInclude(include),
  };
}

/** Throws for a null clause. Lists search each clause for `near` and fail. Counts and writes drop it. */
function requireNoNullClause(where: unknown): void {
  if (where === null) throw new DatabaseError("LoopBack 3 fails on a clause that is null.");
  const { and, or } = toObject(where);
  for (const clause of [and, or].filter(isList).flat()) requireNoNullClause(clause);
}

/** PostgreSQL's OFFSET is a 64-bit integer. */
const MAX_SKIP = 2 ** 63;

/** A limit of 0, null, or "" means no limit. */
function parseLimit(limit: unknown): number | undefined {
  if (!limit) return undefined;
  const number = Number(limit);
  if (!Number.isInteger(number) || number <= 0)
    throw new LoopBackError(400, `The limit parameter ${JSON.stringify(limit)} is not valid`);
  return number;
}

function parseSkip(skip: unknown): number {
  if (!skip) return 0;
  const number = Number(skip);
  if (!Number.isInteger(number) || number < 0)
    throw new LoopBackError(400, `The offset/skip parameter ${JSON.stringify(skip)} is not valid`);
  if (number >= MAX_SKIP) throw new DatabaseError("OFFSET out of range for type bigint");
  return number;
}

/** Returns whether a property was requested. */
export type Fields = (property: string) => boolean;

/**
 * Parses `fields`: a name, a list of names, `{name: true}`, or `{name: false}`. If both kinds are present,
 * only the true ones apply.
 *
 * @returns undefined if all properties were requested
 */
function parseFields(definition: ModelDefinition, fields: unknown): Fields | undefined {
  if (fields === null) throw new DatabaseError("LoopBack 3 fails on 'fields: null'.");
  if (typeof fields === "string" && fields !== "") return createFieldFilter([fields]);
  if (isList(fields)) return fields.length > 0 ? createFieldFilter(fields) : undefined;
  if (!isObject(fields)) return undefined;
  const names = Object.keys(fields);
  if (names.length === 0) return undefined;
  const wanted = names.filter((name) => fields[name]);
  if (wanted.length > 0) return createFieldFilter(wanted);
  return createFieldFilter(Object.keys(listProperties(definition)).filter((name) => !names.includes(name)));
}

/**
 * Returns a copy of a record with the requested properties, in the order of the record. `id` is not added
 * (LoopBack 3).
 */
export function pick(row: Partial<Row>, fields: Fields | undefined): Partial<Row> {
  if (fields === undefined) return { ...row };
  return Object.fromEntries(Object.entries(row).filter(([property]) => fields(property)));
}

function createFieldFilter(names: readonly unknown[]): Fields {
  const wanted = new Set<unknown>(names);
  return (property) => wanted.has(property);
}

/** A relation to include. */
export interface Inclusion {
  readonly relation: string;
  /** A filter for the related records. It can contain inclusions. */
  readonly scope: Readonly<Record<string, unknown>>;
}

/**
 * Parses `include`: `"agent"`, `["agent"]`, `{"agent": "target"}`, `{relation: "agent", scope: {...}}`, or a
 * list of them. Other values are ignored (LoopBack 3). `includeRelations` checks whether the relations exist.
 */
function parseInclude(include: unknown): Inclusion[] {
  if (typeof include === "string") return [{ relation: include, scope: {} }];
  if (Array.isArray(include)) return include.flatMap(parseInclude);
  if (!isObject(include)) return [];
  const { relation, rel, scope } = include;
  const name = rel ?? relation;
  if (typeof name === "string") return [{ relation: name, scope: toObject(scope) }];
  return Object.entries(include).map(([key, nested]) => ({
    relation: key,
    scope: nested === true ? {} : { include: nested },
  }));
}
