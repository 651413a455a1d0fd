import { HuntProtocolError } from "../errors/answer-errors.js";
import { allOf } from "../query/plain-filter.js";
import type { PlainWhere } from "../query/normalise-where.js";
import type { FetchPage, Page, Row } from "./page.js";

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
  /** The most rows that a page has held so far: the server does not cut pages below that. */
  proven: { rows: number };
}

/**
 * Pages through a range by id, each page beginning behind the last id of the one before (the vendor's own way), which
 * stays right while rows come and go.
 *
 * A page with fewer rows than were asked for is not the end by itself, since servers cut pages without a word. It is where
 * the server's own count of what lies behind says so, or where it has been seen to send larger pages. It is asked to count
 * for as long as that has not been seen, and where the end is near. An empty page is believed if a count agrees.
 *
 * @throws {HuntProtocolError} `wrong-shape` when the server goes on answering with rows that were seen before, or with none
 */
export async function* pagesOfRange<T extends Row>(range: Range, context: PagingContext<T>): AsyncGenerator<Page<T>> {
  const { fetchPage, pageSize, proven } = context;
  let bounds = range;
  let expected = Infinity;
  let seen = new Set<Row["id"]>(range.after === undefined ? [] : [range.after]);
  let empty = 0;
  for (;;) {
    const where = allOf(context.where, toWhere(bounds));
    const page = await fetchPage({ where, order: ["id ASC"], limit: pageSize, count: proven.rows < pageSize || expected <= pageSize });
    if (page.rows.length === 0) {
      if (page.total === 0 || !(await isAnyLeft(where, context))) return;
      if (++empty === 3) throw standstill(context.route);
      continue;
    }
    empty = 0;
    const rows = page.rows.filter(({ id }) => !seen.has(id));
    if (rows.length === 0 && page.rows.length < proven.rows) return;
    if (rows.length === 0) throw standstill(context.route);
    expected = (page.total ?? expected) - rows.length;
    proven.rows = Math.max(proven.rows, page.rows.length);
    yield { rows, total: page.total };
    if (page.total === null ? page.rows.length < Math.min(pageSize, proven.rows) : page.rows.length >= page.total) return;
    seen = new Set(page.rows.map(({ id }) => id));
    bounds = { after: page.rows.at(-1)!.id, below: range.below };
  }
}

function toWhere({ after, from, below }: Range): PlainWhere | undefined {
  return allOf(after === undefined ? after : { id: { gt: after } }, from && { id: { gte: from } }, below && { id: { lt: below } });
}

async function isAnyLeft<T>(where: PlainWhere | undefined, { fetchPage }: PagingContext<T>): Promise<boolean> {
  const { rows, total } = await fetchPage({ where, order: ["id ASC"], limit: 1, count: true });
  return rows.length > 0 || (total ?? 0) > 0;
}

function standstill(route: string): HuntProtocolError {
  const facts = { method: "GET", path: route };
  return new HuntProtocolError(`GET ${route}: paging by id gets nowhere: the server answers with the same rows again, or with none where there are some. Does it know gt on id?`, facts, "wrong-shape");
}
