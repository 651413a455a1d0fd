import { isUuid } from "../uuid.js";
import type { Page, Row } from "./page.js";
import type { Range } from "./range.js";

/** How much of an id is reckoned with: its first 12 hex digits, which a JavaScript number holds exactly. */
const space = 2 ** 48;

/**
 * Cuts what lies behind a first page into ranges of about as many rows each, so that they can be fetched side by side. UUIDs
 * of version 4 are random (RFC 9562), so equal shares of their space hold about as many rows; ids that are not, or that
 * begin with the time, stay one range.
 *
 * @param page the first page, with the server's count of all rows
 * @param parts how many ranges, at least 1
 */
export function* splitRange<T extends Row>({ rows, total }: Page<T>, parts: number): Generator<Range> {
  const after = rows.at(-1)!.id;
  const [first, last] = [rows[0]!.id, after].map(toPlace) as [number, number];
  const isScattered = (last - first) / (space - first) > rows.length / (total ?? 0) / 4;
  const count = isScattered ? parts : 1;
  let from: string | undefined;
  for (let index = 1; index < count; index++) {
    const place = last + Math.ceil(((space - last) / count) * index);
    const below = place < space ? toUuid(place) : undefined;
    if (below === undefined || below === from) continue;
    yield from === undefined ? { after, below } : { from, below };
    from = below;
  }
  yield from === undefined ? { after } : { from };
}

/** Where in the space an id lies; NaN for one that is no UUID. */
function toPlace(id: Row["id"]): number {
  return isUuid(String(id)) ? Number.parseInt(String(id).replaceAll("-", "").slice(0, 12), 16) : Number.NaN;
}

function toUuid(place: number): string {
  const digits = place.toString(16).padStart(12, "0");
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}
