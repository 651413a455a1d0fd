import { HuntInputError } from "../errors/hunt-error.js";
import type { PlainFilter } from "../query/plain-filter.js";
import { mergeInOrder, mergeUnordered, prefetch } from "./merge-pages.js";
import {
  pageBySkip,
  pageThroughRange,
  type PagingContext,
  requireEnd,
  requireExactIds,
  splitRange,
} from "./page-sources.js";
import type { FetchPage, ListingSource, Page, Row } from "./page.js";

/** How to go through all pages. */
interface PagingOptions {
  pageSize: number;
  concurrency: number;
  preserveOrder: boolean;
  maxRows: number;
  signal: AbortSignal | undefined;
}

/**
 * All pages that a filter finds, up to its limit; the first one with the server's count of all. Pages are
 * fetched ahead while the last one is worked on, as many as there are concurrency.
 *
 * @throws {HuntInputError} `input: "maxRows"` when there are more rows than that
 */
export async function* fetchAllPages<T extends Row>(
  source: ListingSource<T>,
  filter: PlainFilter,
  options: PagingOptions,
): AsyncGenerator<Page<T>> {
  const { maxRows, signal } = options;
  const end = new AbortController();
  let count = 0;
  let total: number | null = null;
  try {
    for await (const page of fetchPages(source, filter, {
      ...options,
      signal: signal ? AbortSignal.any([signal, end.signal]) : end.signal,
    })) {
      // Taken out of the page, which those that waited for it still hold.
      const rows = page.rows.splice(0, filter.limit - count);
      total ??= page.total;
      count += rows.length;
      requireEnd(source.route, count, total);
      if (count > maxRows) throw createTooManyRowsError(source.route, `more than ${maxRows}`, maxRows);
      yield { rows, total: page.total };
      if (count >= filter.limit) return;
    }
  } finally {
    end.abort();
  }
}

async function* fetchPages<T extends Row>(
  source: ListingSource<T>,
  filter: PlainFilter,
  options: PagingOptions,
): AsyncGenerator<Page<T>> {
  const { concurrency, preserveOrder, maxRows, signal } = options;
  const { where, order, limit } = filter;
  const { route } = source;
  const pageSize = Math.min(options.pageSize, limit);
  const fetchPage: FetchPage<T> = async (request) =>
    requireExactIds(route, await source.fetchPage(request, filter, signal));
  const context: PagingContext<T> = { fetchPage, route, where, pageSize, isGtKnown: false };
  const single = order.length > 0 ? pageBySkip(order, context) : pageThroughRange({}, context);
  const page = await single();
  if (!page) return;
  const wanted = Math.min(page.total ?? 0, limit);
  if (wanted > maxRows) throw createTooManyRowsError(route, String(wanted), maxRows);

  // No more concurrency than there are pages to fetch; a limit may need fewer of them than there are.
  const width =
    order.length > 0
      ? 1
      : Math.min(concurrency, Math.max(1, Math.ceil((wanted - page.rows.length) / pageSize)));
  const parts = splitRange(page, preserveOrder ? countRemainingRanges(page, pageSize) : width);
  const sources = width > 1 ? Array.from(parts, (range) => pageThroughRange(range, context)) : [single];
  const rest = preserveOrder ? mergeInOrder(sources, width) : mergeUnordered(sources);
  const isAll = page.rows.length >= limit || (page.total === page.rows.length && page.rows.length < pageSize);
  if (isAll) yield page;
  else yield* prefetch(page, rest);
}

/**
 * How many ranges of a page each lie behind the first one. In order, all concurrency have to work at the next
 * few pages, and not each at a range of its own. Random ids scatter by the root of their number, and a range
 * a little over a page costs a second one.
 */
function countRemainingRanges<T>({ rows, total }: Page<T>, pageSize: number): number {
  return Math.ceil(((total ?? 0) - rows.length) / Math.max(1, pageSize - 2 * Math.sqrt(pageSize)));
}

function createTooManyRowsError(route: string, found: string, maxRows: number): HuntInputError {
  return new HuntInputError(
    "maxRows",
    "exceeded",
    `maxRows: ${route} holds ${found} rows that match, and ${maxRows} is the most to read. Narrow the condition, or raise the maxRows: the vendor asks to stop at 150000 to spare the database.`,
  );
}
