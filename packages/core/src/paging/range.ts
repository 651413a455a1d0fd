import { HuntProtocolError } from "../errors/request-errors.js";
import { combineWheres } from "../query/plain-filter.js";
import type { PlainWhere } from "../query/normalise-where.js";
import type { FetchPage, PageSource, Row } from "./page.js";

/** A part of all rows, by id; each end may be open. */
export interface Range {
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
 * Pages through a range by id, each page beginning behind the last id of the one before (the vendor's own way), which
 * stays right while rows come and go.
 *
 * Servers cut pages without a word, so that a short page is the end only where the server's own count of what lies behind
 * agrees. It is asked to count at the beginning, when the end is near, and after a short page. A full page is never the
 * end: a row that was deleted between finding and counting would hide the next one.
 *
 * @throws {HuntProtocolError} `wrong-shape` when the server goes on answering with rows that were seen before, or with none
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
      const rows = found.filter(({ id }) => !seen.has(id));
      isShort = found.length < pageSize;
      const isCounted = total === found.length;
      if (rows.length === 0) {
        if (isCounted || (found.length === 0 && total === null && !(await hasRowsLeft(where, context))))
          break;
        if (++stuck === 3) throw createNoProgressError(context.route);
        continue;
      }
      expected = (total ?? expected) - rows.length;
      isEnd = isShort && isCounted;
      bounds = { after: found.at(-1)!.id, below: range.below };
      context.isGtKnown ||= seen.size > 1 && rows.length === found.length;
      seen = new Set(context.isGtKnown ? [bounds.after!] : found.map(({ id }) => id));
      // The promises that waited for the answer outlive it until the next full garbage collection, and would keep its rows.
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

function createNoProgressError(route: string): HuntProtocolError {
  const facts = { method: "GET", path: route };
  return new HuntProtocolError(
    `GET ${route}: paging by id gets nowhere: the server answers with the same rows again, or with none where there are some. Does it know gt on id?`,
    facts,
    "wrong-shape",
  );
}
