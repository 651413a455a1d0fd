import type { ModelDefinition, Row } from "../data/definition.js";
import { listProperties } from "../data/instance.js";
import { LoopBackError } from "../loopback-error.js";
import { isList, isObject, toObject } from "../values.js";
import { getValueAt } from "./operators.js";
import { parseWhere, type Where } from "./where.js";

/** A filter that was understood. */
export interface Filter {
  readonly where: Where;
  readonly order: Order;
  /** How many records at most; undefined for all. */
  readonly limit: number | undefined;
  readonly skip: number;
  readonly fields: Fields | undefined;
  readonly include: readonly Inclusion[];
}

/**
 * Understands a LoopBack 3 filter for a model. Keys that LoopBack does not know are ignored.
 *
 * @param filter `{where, order, limit, skip, offset, fields, include}`, or nothing at all
 * @throws {LoopBackError} 400 for a limit, skip, order or condition that LoopBack refuses
 * @throws {Error} for the mistakes that LoopBack 3 answers with 500: `where: null`, and a condition on a date that is no date
 */
export function parseFilter(definition: ModelDefinition, filter: unknown): Filter {
  const { where, order, limit, skip, offset, fields, include } = toObject(filter);
  if (where === null) throw new Error("LoopBack 3 fails on 'where: null'.");
  return {
    where: parseWhere(definition, where),
    order: parseOrder(order),
    limit: parseLimit(limit),
    skip: parseSkip(skip || offset),
    fields: parseFields(definition, fields),
    include: parseInclude(include),
  };
}

/** A limit of 0, null or "" is no limit. */
function parseLimit(limit: unknown): number | undefined {
  if (!limit) return undefined;
  const number = Array.isArray(limit) ? NaN : Number(limit);
  if (!Number.isInteger(number) || number <= 0)
    throw new LoopBackError(400, `The limit parameter ${JSON.stringify(limit)} is not valid`);
  return number;
}

function parseSkip(skip: unknown): number {
  if (!skip) return 0;
  const number = Array.isArray(skip) ? NaN : Number(skip);
  if (!Number.isInteger(number) || number < 0)
    throw new LoopBackError(400, `The offset/skip parameter ${JSON.stringify(skip)} is not valid`);
  return number;
}

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
  return only(Object.keys(listProperties(definition)).filter((name) => !names.includes(name)));
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

/** The properties to sort by, the most important first; `sign` is -1 for DESC. Empty when no order was asked for. */
export type Order = readonly { readonly property: string; readonly sign: 1 | -1 }[];

/**
 * Understands `order`: `"name"`, `"name DESC"`, `"a, b DESC"` or a list of them.
 *
 * @throws {LoopBackError} 400 for a direction that is neither ASC nor DESC, and for what is no text
 */
export function parseOrder(order: unknown): Order {
  if (!order) return [];
  return [order].flat().flatMap((entry): Order => {
    if (typeof entry !== "string")
      throw new LoopBackError(400, `The order ${JSON.stringify(entry)} is not valid`);
    return entry
      .split(/(?:\s*,\s*)+/)
      .filter((token) => token !== "")
      .map(parseToken);
  });
}

function parseToken(token: string): Order[number] {
  const [property = "", direction] = token.split(/\s+/);
  if (direction === undefined || /^asc$/i.test(direction)) return { property, sign: 1 };
  if (/^desc$/i.test(direction)) return { property, sign: -1 };
  throw new LoopBackError(400, `The order "${token}" has invalid direction`);
}

/** Whether an order is just the default one: by ascending id. */
export function isById(order: Order): boolean {
  return order.length === 0 || (order[0]?.property === "id" && order[0].sign === 1);
}

/** Sorts records. Missing values and null come first, ties and unknown properties keep the order of insertion (LoopBack 3's memory connector). */
export function sortRows(rows: Row[], order: Order): Row[] {
  return rows.sort((a, b) => {
    for (const { property, sign } of order) {
      const difference = compare(getValueAt(a, property), getValueAt(b, property));
      if (difference !== 0) return difference * sign;
    }
    return 0;
  });
}

function compare(a: unknown, b: unknown): number {
  const [missingA, missingB] = [a === undefined || a === null, b === undefined || b === null];
  if (missingA || missingB) return Number(missingB) - Number(missingA);
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [textA, textB] = [String(a), String(b)];
  return textA < textB ? -1 : Number(textA > textB);
}

/** One relation to include. */
export interface Inclusion {
  readonly relation: string;
  /** A filter for the related records, with inclusions of its own. */
  readonly scope: Readonly<Record<string, unknown>>;
}

/**
 * Understands `include`: `"agent"`, `["agent"]`, `{"agent": "target"}`, `{relation: "agent", scope: {...}}`, and lists of them.
 * Whatever else it is, LoopBack 3 ignores it. Whether the relations exist is found out when they are followed.
 */
export function parseInclude(include: unknown): Inclusion[] {
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
