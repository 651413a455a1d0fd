import { HuntProtocolError } from "../errors/request-errors.js";
import type { PlainWhere } from "../query/normalize-where.js";
import { combineWheres } from "../query/plain-filter.js";
import { compareIds, toPlace, toUuid } from "../ids.js";
import { type FetchPage, maxPageSize, type Page, type PageSource, type Row } from "./page.js";

/** A part of all rows, by id; each end may be open. */
interface Range {
  /** Ids greater than this. */
  after?: Row["id"] | undefined;
  /** Ids from this on. */
  from?: string | undefined;
  /** Ids less than this. */
  below?: string | undefined;
}

/** What the pages of one listing have in common. */
export interface PagingContext<T> {
  fetchPage: FetchPage<T>;
  /** What is listed, for errors. */
  route: string;
  where: PlainWhere | undefined;
  /** Rows, at most 1,000. */
  pageSize: number;
  /** Whether a page has shown that the server keeps to `gt`. Until one has, the ids of whole pages are remembered. */
  isGtKnown: boolean;
}

/**
 * Pages through a range by id, each page beginning behind the last id of the one before (the vendor's own
 * way), which stays right while rows come and go.
 *
 * Servers cut pages without a word, so that a short page is the end only where the server's own count of what
 * lies behind agrees. It is asked to count at the beginning, when the end is near, and after a short page. A
 * full page is never the end: a row that was deleted between finding and counting would hide the next one.
 *
 * @throws {HuntProtocolError} `wrong-shape` when the server goes on answering with rows that were seen
 *   before, or with none
 */
export function pageThroughRange<T extends Row>(range: Range, context: PagingContext<T>): PageSource<T> {
  const { fetchPage, pageSize } = context;
  let bounds = range;
  let expected = 0;
  let isShort = false;
  let isEnd = false;
  let seen = new Set<Row["id"]>(range.after === undefined ? [] : [range.after]);
  const isNew = ({ id }: T) =>
    !seen.has(id) && !(bounds.after !== undefined && (compareIds(id, bounds.after) ?? 1) <= 0);
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
      const rows = found.filter(isNew);
      isShort = found.length < pageSize;
      const isCounted = total === found.length;
      if (rows.length === 0) {
        if (isCounted || (found.length === 0 && total === null && !(await hasRowsLeft(where, context))))
          break;
        if (++stuck === 3) throw createNoProgressError(context.route, "id", " Does it know gt on id?");
        continue;
      }
      expected = (total ?? expected) - rows.length;
      isEnd = isShort && isCounted;
      bounds = { after: found.at(-1)!.id, below: range.below };
      context.isGtKnown ||= seen.size > 1 && rows.length === found.length;
      // An ID whose order is unknown is new only if it is not one of all others.
      if (compareIds(bounds.after!, bounds.after!) === null) for (const { id } of found) seen.add(id);
      else seen = new Set(context.isGtKnown ? [bounds.after!] : found.map(({ id }) => id));
      // The promises that waited for the answer outlive it until the next full garbage collection, and would
      // keep its rows.
      found.length = 0;
      return { rows, total };
    }
    return null;
  };
}

function toWhere({ after, from, below }: Range): PlainWhere | undefined {
  return combineWheres(
    after === undefined ? after : { id: { gt: after } },
    from && { id: { gte: from } },
    below && { id: { lt: below } },
  );
}

/** For servers that do not count: whether an empty page is empty when it is asked for in another way as well. */
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
    `GET ${route}: paging by ${means} gets nowhere: the server returns the same rows again, or none although there are more.${hint}`,
    facts,
    "wrong-shape",
  );
}

/** Throws if a list continues although the server counted far fewer rows, as one that makes up rows would. */
export function requireEnd(route: string, count: number, total: number | null): void {
  if (total === null || count <= 2 * total + 10 * maxPageSize) return;
  throw new HuntProtocolError(
    `GET ${route}: the server counts ${total} rows, and has returned ${count} without an end.`,
    { method: "GET", path: route },
    "wrong-shape",
  );
}

/** Throws if an ID may be that of another record, because JSON's numbers are rounded. */
export function requireExactIds<T extends Row>(route: string, page: Page<T>): Page<T> {
  const rounded = page.rows.find(({ id }) => Number.isInteger(id) && !Number.isSafeInteger(id));
  if (rounded === undefined) return page;
  throw new HuntProtocolError(
    `GET ${route}: the ID ${rounded.id} is larger than 2^53 - 1 and may be rounded, so it may be another record's.`,
    { method: "GET", path: route },
    "wrong-shape",
  );
}

/** How much of an id is reckoned with: its first 12 hex digits, which a JavaScript number holds exactly. */
const space = 2 ** 48;

/**
 * Cuts what lies behind a first page into ranges of about as many rows each, so that they can be fetched side
 * by side. UUIDs of version 4 are random (RFC 9562), so equal shares of their space hold about as many rows;
 * ids that are not, or that begin with the time, stay one range.
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

/** An order in which equal rows keep their places: the id settles ties. */
export function addIdTiebreak(order: readonly string[]): readonly string[] {
  return order.some((each) => /^id( |$)/.test(each)) ? order : [...order, "id ASC"];
}

/**
 * Pages through rows in an order of the caller's, by counting how many to skip, since there is no id to go on
 * from. Rows that come or go meanwhile shift the others. As with ids, a page is the last one if it is short
 * and the server's count agrees.
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
    // Rows that were created in the meantime repeat some rows of earlier pages, but not twice a whole page.
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
