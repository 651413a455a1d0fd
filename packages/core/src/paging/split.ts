import type { Row } from "./page.js";
import type { Range } from "./range.js";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** How much of an id is reckoned with: its first 12 hex digits, which a JavaScript number holds exactly. */
const space = 2 ** 48;

/** How full a range is meant to be, as a part of a page: random ids scatter, and a range a little over a page costs a second one. */
const fill = 0.85;

/**
 * Cuts what lies behind an id into ranges of about a page each, so that they can be fetched side by side. UUIDs are random
 * (RFC 9562, version 4), so equal shares of their space hold about as many rows. Where they are not, the ranges are uneven
 * and still hold every row once.
 *
 * @param after the last id seen
 * @param rows how many lie behind it
 * @param pageSize rows a page
 * @returns one range for ids that are no UUIDs, and for rows that fit on one page
 */
export function splitRange(after: Row["id"], rows: number, pageSize: number): Range[] {
  const id = String(after);
  const count = uuid.test(id) ? Math.ceil(rows / (pageSize * fill)) : 1;
  if (count <= 1 || rows <= pageSize) return [{ after }];
  const start = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  const bound = (index: number) => toUuid(start + Math.ceil(((space - start) / count) * index));
  const cuts = [...new Set(Array.from({ length: count - 1 }, (_, index) => bound(index + 1)))];
  return [undefined, ...cuts].map((from, index) => ({ ...(from === undefined ? { after } : { from }), below: cuts[index] }));
}

function toUuid(prefix: number): string {
  const digits = Math.min(prefix, space - 1).toString(16).padStart(12, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}
