import { HuntInputError } from "../errors/hunt-error.js";
import type { PlainFilter } from "../query/plain-filter.js";
import { mergeInOrder, mergeUnordered, prefetch } from "./merge-pages.js";
import {
  pageBySkip,
  pageThroughRange,
  type PagingContext,
  type Range,
  requireEnd,
  requireExactIds,
  splitRange,
} from "./page-sources.js";
import type { FetchPage, ListingSource, Page, PageSource, Row } from "./page.js";

/** Options for reading all pages. */
interface PagingOptions {
  pageSize: number;
  concurrency: number;
  preserveOrder: boolean;
  maxRows: number;
  signal: AbortSignal | undefined;
}

/**
 * Yields all pages that match a filter, up to its limit. The first one has the server's total count. Up to
 * `concurrency` pages are fetched while the consumer processes the previous one.
 *
 * @throws {HuntInputError} `input: "maxRows"` if more rows match
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
      // Removed from the page, because pending promises still hold it.
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

  // Uses no more concurrency than there are pages to fetch. A limit might need fewer pages than exist.
  const width =
    order.length > 0
      ? 1
      : Math.min(concurrency, Math.max(1, Math.ceil((wanted - page.rows.length) / pageSize)));
  const parts = splitRange(page, preserveOrder ? countRemainingRanges(page, pageSize) : width);
  const sources = width > 1 ? openRanges(parts, context) : [single];
  const rest = preserveOrder ? mergeInOrder(sources, width) : mergeUnordered([...sources]);
  const isAll = page.rows.length >= limit || (page.total === page.rows.length && page.rows.length < pageSize);
  if (isAll) yield page;
  else yield* prefetch(page, rest);
}

/** Creates the source of each range when it is taken. */
function* openRanges<T extends Row>(
  ranges: Iterable<Range>,
  context: PagingContext<T>,
): Generator<PageSource<T>> {
  for (const range of ranges) yield pageThroughRange(range, context);
}

/**
 * Returns the number of ranges of one page each after the first page. To keep the order, all concurrent
 * requests must fetch the next few pages instead of distant ranges. The number of random IDs in a range
 * varies by the square root of its size, and a range with slightly more than a page needs a second request.
 */
function countRemainingRanges<T>({ rows, total }: Page<T>, pageSize: number): number {
  return Math.ceil(((total ?? 0) - rows.length) / Math.max(1, pageSize - 2 * Math.sqrt(pageSize)));
}

function createTooManyRowsError(route: string, found: string, maxRows: number): HuntInputError {
  return new HuntInputError(
    "maxRows",
    "exceeded",
    `maxRows: ${found} rows of ${route} match, but the limit is ${maxRows}. Narrow the condition, or raise maxRows. The vendor recommends at most 150000 to limit the load on the database.`,
  );
}
