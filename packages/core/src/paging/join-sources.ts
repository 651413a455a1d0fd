import { HuntInputError } from "../errors/hunt-error.js";
import { compareIds } from "../ids.js";
import type { PlainFilter } from "../query/plain-filter.js";
import type { ListingSource, Page, PageRequest, Row } from "./page.js";

/** A source of rows, and another to which the server moves its older rows. */
export interface JoinedSources<T extends Row> {
  readonly current: ListingSource<T>;
  readonly archive: ListingSource<T>;
  /** The time that the server moves rows by. Rows of the archive are older. */
  readonly time: string;
}

/**
 * Joins the rows of two sources into one, by ID or by time.
 *
 * The current rows are read before the archive, so a row that is moved in the meantime is in both, and never in none.
 */
export function joinSources<T extends Row>({ current, archive, time }: JoinedSources<T>): ListingSource<T> {
  return {
    ...current,
    async fetchPage(request, filter, signal) {
      const fetchFrom = (source: ListingSource<T>, changes: Partial<PageRequest> = {}) =>
        source.fetchPage({ ...request, ...changes, count: true }, filter, signal);
      const [first = ""] = request.order;
      if (!first.startsWith(time))
        return mergeById(request.limit, await fetchFrom(current), () => fetchFrom(archive));
      const [newer, older] = first.endsWith(" DESC") ? [current, archive] : [archive, current];
      return append(request, await fetchFrom(newer), {
        count: () => newer.count({ ...filter, where: request.where }, signal),
        fetch: (changes) => fetchFrom(older, changes),
      });
    },
    async count(filter, signal) {
      return (await current.count(filter, signal)) + (await archive.count(filter, signal));
    },
  };
}

/**
 * Requires an order that joined sources support.
 *
 * @throws {HuntInputError} `input: "order"`
 */
export function requireJoinableOrder({ order: [first] }: PlainFilter, time: string): void {
  const [property] = first?.split(" ") ?? [];
  if (property === undefined || property === "id" || property === time) return;
  throw new HuntInputError(
    "order",
    "unsupported",
    `order: ${property} cannot be used with archive: true. Sort by id or ${time}, or read the archive separately.`,
  );
}

/** Merges two pages by ID. A server may shorten a page, so rows after its last one must wait for the next page. */
async function mergeById<T extends Row>(
  limit: number,
  one: Page<T>,
  fetchOther: () => Promise<Page<T>>,
): Promise<Page<T>> {
  const other = await fetchOther();
  const empty = [one, other].find(({ rows, total }) => rows.length === 0 && total !== 0 && total !== null);
  if (empty) return empty;
  const ends = [one, other].flatMap(({ rows, total }) =>
    rows.length > 0 && (total === null || rows.length < total) ? [rows.at(-1)!] : [],
  );
  const isBeforeEnds = (row: T) => ends.every((end) => compareRows(row, end) <= 0);
  const known = new Set(one.rows.map(({ id }) => id));
  const moved = other.rows.filter(({ id }) => known.has(id)).length;
  const rows = [...one.rows, ...other.rows.filter(({ id }) => !known.has(id))];
  const total = one.total === null || other.total === null ? null : one.total + other.total - moved;
  return { rows: rows.filter(isBeforeEnds).sort(compareRows).slice(0, limit), total };
}

/** Without a known order of IDs, the order of their text is used. */
function compareRows({ id: one }: Row, { id: other }: Row): number {
  return compareIds(one, other) ?? (String(one) < String(other) ? -1 : Number(one !== other));
}

/** Appends rows of the second source after all rows of the first. */
async function append<T extends Row>(
  { skip = 0, limit }: PageRequest,
  page: Page<T>,
  rest: { count: () => Promise<number>; fetch: (changes: Partial<PageRequest>) => Promise<Page<T>> },
): Promise<Page<T>> {
  const total = page.total ?? (await rest.count());
  const isWhole = skip + page.rows.length >= total;
  const room = isWhole ? limit - page.rows.length : 0;
  const other = await rest.fetch({ skip: Math.max(0, skip - total) || undefined, limit: Math.max(1, room) });
  const rows = [...page.rows, ...other.rows.slice(0, room)];
  return { rows, total: other.total === null ? null : total + other.total };
}
