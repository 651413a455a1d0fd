import type { Row } from "../data/definition.js";
import { LoopBackError } from "../loopback-error.js";
import { valueAt } from "./value.js";

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
      const difference = compare(valueAt(a, property), valueAt(b, property));
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
