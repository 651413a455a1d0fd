import { HuntProtocolError } from "../errors/request-errors.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { combineWheres } from "../query/plain-filter.js";
import { compareIds, toPlace, toUuid } from "../ids.js";
import { type FetchPage, maxPageSize, type Page, type PageSource, type Row } from "./page.js";

/** A range of rows by ID. Each end can be open. */
export interface Range {
  /** IDs greater than this one. */
  after?: Row["id"] | undefined;
  /** IDs greater than or equal to this one. */
  from?: string | undefined;
  /** IDs less than this one. */
  below?: string | undefined;
}

/** The context that all pages of a listing share. */
export interface PagingContext<T> {
  fetchPage: FetchPage<T>;
  /** Route of the listing, for errors. */
  route: string;
  where: PlainWhere | undefined;
  /** Rows per page, at most 1000. */
  pageSize: number;
  /**
   * Whether a page has shown that the server applies `gt`. Until then, the IDs of complete pages are stored.
   */
  isGtKnown: boolean;
}

/**
 * Pages through a range by ID. Each page starts after the last ID of the previous one (vendor's module),
 * which stays correct while rows are added and deleted.
 *
 * Servers shorten pages without notice, so a short page is the end only if the server's count of the
 * remaining rows agrees. The server is asked to count at the start, near the end, and after a short page. A
 * full page is never the end: a row that was deleted between the query and the count would hide the next one.
 *
 * @throws {HuntProtocolError} `wrong-shape` if the server repeatedly returns known rows, or none
 */
export function pageThroughRange<T extends Row>(range: Range, context: PagingContext<T>): PageSource<T> {
  const { fetchPage, pageSize } = context;
  let bounds = range;
  let expected = 0;
  let isShort = false;
  let isEnd = false;
  let seen = new Set<Row["id"]>(range.after === undefined ? [] : [range.after]);
  return async () => {
    let stuck = 0;
    while (!isEnd) {
      const where = combineWheres(context.where, toWhere(bounds));
      const { rows: found, total } = await fetchPage({
        where,
        order: ["id ASC"],
        limit: pageSize,
        count: isShort || expected <= pageSize,
      });
      const isKnown = createKnownTest(bounds.after);
      const rows = found.filter(({ id }) => !isKnown(id) && !(seen.size > 0 && seen.has(id)));
      isShort = found.length < pageSize;
      const isCounted = total === found.length;
      if (rows.length === 0) {
        if (isCounted || (found.length === 0 && total === null && !(await hasRowsLeft(where, context))))
          break;
        if (++stuck === 3)
          throw createNoProgressError(context.route, "id", " The server might not support gt on id.");
        continue;
      }
      expected = (total ?? expected) - rows.length;
      isEnd = isShort && isCounted;
      bounds = { after: found.at(-1)!.id, below: range.below };
      context.isGtKnown ||= seen.size > 1 && rows.length === found.length;
      // An ID whose order is unknown is new only if it is not one of all others.
      if (compareIds(bounds.after!, bounds.after!) === null) for (const { id } of found) seen.add(id);
      else seen = new Set(context.isGtKnown ? [] : found.map(({ id }) => id));
      // Settled promises keep the response in memory until the next full garbage collection, so its rows are
      // removed.
      found.length = 0;
      return { rows, total };
    }
    return null;
  };
}

/** Returns a function that returns whether an ID is certainly not after the last one. */
export function createKnownTest(last: Row["id"] | undefined): (id: Row["id"]) => boolean {
  if (last === undefined) return () => false;
  // Uppercase letters come before lowercase ones, so a string that is greater than a lowercase UUID always follows it.
  const isLowercase = typeof last === "string" && last === last.toLowerCase();
  return (id) => !(isLowercase && id > last) && (compareIds(id, last) ?? 1) <= 0;
}

function toWhere({ after, from, below }: Range): PlainWhere | undefined {
  return combineWheres(
    after === undefined ? after : { id: { gt: after } },
    from && { id: { gte: from } },
    below && { id: { lt: below } },
  );
}

/** Checks for servers that do not count whether an empty page is also empty with another query. */
async function hasRowsLeft<T>(
  where: PlainWhere | undefined,
  { fetchPage }: PagingContext<T>,
): Promise<boolean> {
  const { rows } = await fetchPage({ where, order: ["id ASC"], limit: 1, count: true });
  return rows.length > 0;
}

function createNoProgressError(route: string, means: string, hint = ""): HuntProtocolError {
  const facts = { method: "GET", path: route };
  return new HuntProtocolError(
    `GET ${route}: paging by ${means} makes no progress. The server returns the same rows again, or no rows although there are more.${hint}`,
    facts,
    "wrong-shape",
  );
}

/**
 * Throws if a list continues although the server counted far fewer rows, as with a server that returns
 * endless rows.
 */
export function requireEnd(route: string, count: number, total: number | null): void {
  if (total === null || count <= 2 * total + 10 * maxPageSize) return;
  throw new HuntProtocolError(
    `GET ${route}: the server counted ${total} rows, but has returned ${count} and more.`,
    { method: "GET", path: route },
    "wrong-shape",
  );
}

/** Throws if an ID might be that of another record, because numbers in JSON are rounded. */
export function requireExactIds<T extends Row>(route: string, page: Page<T>): Page<T> {
  const rounded = page.rows.find(({ id }) => Number.isInteger(id) && !Number.isSafeInteger(id));
  if (rounded === undefined) return page;
  throw new HuntProtocolError(
    `GET ${route}: the ID ${rounded.id} is larger than 2^53 - 1 and might be rounded to the ID of another record.`,
    { method: "GET", path: route },
    "wrong-shape",
  );
}

/** Number of positions: the first 12 hex digits of an ID, which a JavaScript number holds exactly. */
const space = 2 ** 48;

/**
 * Splits the rows after a first page into ranges with about the same number of rows, to fetch them in
 * parallel. UUIDs of version 4 are random (RFC 9562), so ranges of equal size have about the same number of
 * rows. Other IDs, and UUIDs that start with the time, stay one range.
 *
 * @param page the first page, with the server's total count
 * @param parts number of ranges, at least 1
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

/** Adds the ID to an order, so rows with equal values have a fixed order. */
export function addIdTiebreak(order: readonly string[]): readonly string[] {
  return order.some((each) => /^id( |$)/.test(each)) ? order : [...order, "id ASC"];
}

/**
 * Pages through rows in another order than by ID, with `skip`. Rows that are added or deleted in the meantime
 * shift the others. As with IDs, a page is the last one if it is short and the server's count agrees.
 */
export function pageBySkip<T extends Row>(
  order: readonly string[],
  { fetchPage, where, pageSize, route }: PagingContext<T>,
): PageSource<T> {
  const seen = new Set<Row["id"]>();
  let stuck = 0;
  let skip = 0;
  let expected = 0;
  let isShort = false;
  let isEnd = false;
  return async () => {
    if (isEnd) return null;
    const count = isShort || expected - skip <= pageSize;
    const { rows, total } = await fetchPage({
      where,
      order: addIdTiebreak(order),
      limit: pageSize,
      skip: skip || undefined,
      count,
    });
    // Rows that were created in the meantime repeat some rows of earlier pages, but never a complete page
    // twice.
    stuck = rows.length > 0 && rows.every(({ id }) => seen.has(id)) ? stuck + 1 : 0;
    if (stuck === 2) throw createNoProgressError(route, "skip");
    for (const { id } of rows) seen.add(id);
    skip += rows.length;
    expected = total ?? expected;
    isShort = rows.length < pageSize;
    isEnd = rows.length === 0 || (isShort && total !== null && skip >= total);
    return rows.length > 0 ? { rows, total } : null;
  };
}
