import type { ModelDefinition } from "../../data/definition.js";
import { LoopBackError } from "../../loopback-error.js";
import { parseFields, type Fields } from "../fields.js";
import { parseInclude, type Inclusion } from "../include/parse.js";
import { parseOrder, type Order } from "../order.js";
import { parseWhere, type Where } from "../where/parse.js";
import { objectOr } from "../../values.js";

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
  const { where, order, limit, skip, offset, fields, include } = objectOr(filter);
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
