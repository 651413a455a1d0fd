import { HuntInputError } from "../errors/input-error.js";
import { requireNumber, requireWhole } from "../http/limits.js";
import type { PlainFilter } from "../query/plain-filter.js";
import { mergeInOrder, mergeUnordered } from "./merge.js";
import { largestPage, type FetchPage, type Page, type Row } from "./page.js";
import { pagesOfRange, type PagingContext } from "./range.js";
import { pagesBySkip, settled } from "./skip.js";
import { splitRange } from "./split.js";

export interface ListOptions {
  /** Rows a page, at most 1,000, which it is unless told. */
  pageSize?: number | undefined;
  /** How many pages to fetch side by side; 4 unless told. The vendor asks to spare the database. */
  lanes?: number | undefined;
  /** By id, where pages come side by side; unless told, they are handed on as they come. */
  inOrder?: boolean | undefined;
  /** The most rows to read; more are an error. 150,000 unless told, where the vendor asks to stop; `Infinity` for all. */
  ceiling?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Where a listing gets its rows. */
export interface ListingSource<T> {
  route: string;
  /** The signal ends a fetch whose page nobody wants any more. */
  fetchPage(request: Parameters<FetchPage<T>>[0], filter: PlainFilter, signal: AbortSignal | undefined): ReturnType<FetchPage<T>>;
  count(filter: PlainFilter, signal: AbortSignal | undefined): Promise<number>;
}

/**
 * The rows that a filter finds. `for await` goes through all of them, `await` gives the first page; nothing is sent before
 * one of them begins, and each begins anew.
 */
export class Listing<T extends Row> implements AsyncIterable<T>, PromiseLike<T[]> {
  readonly #source: ListingSource<T>;
  readonly #filter: PlainFilter;
  readonly #options: { pageSize: number; lanes: number; inOrder: boolean; ceiling: number; signal: AbortSignal | undefined };

  /** @throws {HuntInputError} for an option that cannot be used */
  constructor(source: ListingSource<T>, filter: PlainFilter, options: ListOptions) {
    const isById = filter.order.length === 1 && /^id( ASC)?$/.test(filter.order[0]!);
    const { pageSize = largestPage, lanes = 4, inOrder = isById || filter.limit !== Infinity, ceiling = 150_000, signal } = options;
    requireWhole("pageSize", pageSize, largestPage);
    requireWhole("lanes", lanes, 64);
    requireNumber("ceiling", ceiling, 1, Infinity);
    this.#source = source;
    this.#filter = isById ? { ...filter, order: [] } : filter;
    this.#options = { pageSize: Math.min(pageSize, filter.limit), lanes, inOrder, ceiling, signal };
  }

  /** All rows, page by page. Pages are fetched ahead while the last one is worked on, as many as there are lanes. */
  async *pages(): AsyncGenerator<T[]> {
    const { ceiling, signal } = this.#options;
    const { limit } = this.#filter;
    const end = new AbortController();
    let count = 0;
    try {
      for await (const rows of this.#allPages(signal ? AbortSignal.any([signal, end.signal]) : end.signal)) {
        const wanted = rows.slice(0, limit - count);
        count += wanted.length;
        if (count > ceiling) throw tooMany(this.#source.route, `more than ${ceiling}`, ceiling);
        yield wanted;
        if (count >= limit) return;
      }
    } finally {
      end.abort();
    }
  }

  /** All rows, one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for await (const rows of this.pages()) yield* rows;
  }

  /** The first page, when awaited. */
  // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what it is for
  then<R = T[], E = never>(resolve?: ((rows: T[]) => R | PromiseLike<R>) | null, reject?: ((reason: unknown) => E | PromiseLike<E>) | null): Promise<R | E> {
    return this.#firstPage(this.#options.pageSize).then(resolve, reject);
  }

  /**
   * All rows in memory, or the first `max` by id or by the order that was asked for.
   *
   * @throws {HuntInputError} `input: "max"` when it is no whole number of 1 or more
   */
  async toArray({ max = Infinity }: { max?: number } = {}): Promise<T[]> {
    if (max !== Infinity) requireWhole("max", max, Number.MAX_SAFE_INTEGER);
    const listing = max < this.#filter.limit ? new Listing(this.#source, { ...this.#filter, limit: max }, { ...this.#options, inOrder: true }) : this;
    const pages: T[][] = [];
    for await (const page of listing.pages()) pages.push(page);
    return pages.flat();
  }

  /** The first row, or null where there is none. */
  async first(): Promise<T | null> {
    const [row] = await this.#firstPage(1);
    return row ?? null;
  }

  /** How many rows there are in all, whatever the limit. */
  count(): Promise<number> {
    return this.#source.count(this.#filter, this.#options.signal);
  }

  async #firstPage(most: number): Promise<T[]> {
    const { where, order, limit } = this.#filter;
    const request = { where, order: settled(order), limit: Math.min(limit, most) };
    return (await this.#source.fetchPage(request, this.#filter, this.#options.signal)).rows;
  }

  async *#allPages(signal: AbortSignal): AsyncGenerator<T[]> {
    const { pageSize, lanes, inOrder, ceiling } = this.#options;
    const { where, order, limit } = this.#filter;
    const { route } = this.#source;
    const fetchPage: FetchPage<T> = (request) => this.#source.fetchPage(request, this.#filter, signal);
    const context: PagingContext<T> = { fetchPage, route, where, pageSize };
    const single = order.length > 0 ? pagesBySkip(order, context) : pagesOfRange({}, context);
    const { value: page } = await single.next();
    if (!page) return;
    const wanted = Math.min(page.total ?? 0, limit);
    if (wanted > ceiling) throw tooMany(route, String(wanted), ceiling);

    // No more lanes than there are pages to fetch; a limit may need fewer of them than there are.
    const width = order.length > 0 ? 1 : Math.min(lanes, Math.max(1, Math.ceil((wanted - page.rows.length) / pageSize)));
    const sources = width > 1 ? laneSources(page, context) : [single];
    const rest = inOrder ? mergeInOrder(sources, width) : mergeUnordered(sources, width);
    const isAll = page.rows.length >= limit || (page.total === page.rows.length && page.rows.length < pageSize);
    if (isAll) yield page.rows;
    else yield* ahead(page.rows, rest);
  }
}

function* laneSources<T extends Row>(page: Page<T>, context: PagingContext<T>): Generator<AsyncGenerator<Page<T>>> {
  for (const range of splitRange(page, context.pageSize)) yield pagesOfRange(range, context);
}

/** Hands on each page while the next one is on its way already. */
async function* ahead<T>(first: T[], rest: AsyncGenerator<{ rows: T[] }>): AsyncGenerator<T[]> {
  const fetch = () => {
    const next = rest.next();
    next.catch(() => {});
    return next;
  };
  let next = fetch();
  yield first;
  for (let step = await next; !step.done; step = await next) {
    next = fetch();
    yield step.value.rows;
  }
}

function tooMany(route: string, found: string, ceiling: number): HuntInputError {
  return new HuntInputError("ceiling", "exceeded", `ceiling: ${route} holds ${found} rows that match, and ${ceiling} is the most to read. Narrow the condition, or raise the ceiling: the vendor asks to stop at 150000 to spare the database.`);
}
