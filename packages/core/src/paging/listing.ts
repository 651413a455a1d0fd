import { HuntInputError } from "../errors/input-error.js";
import { requireNumber } from "../http/limits.js";
import type { PlainFilter } from "../query/plain-filter.js";
import { mergeInOrder, mergeUnordered } from "./merge.js";
import { largestPage, type FetchPage, type Row } from "./page.js";
import { pagesOfRange, type PagingContext } from "./range.js";
import { pagesBySkip } from "./skip.js";
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
  /** The given signal ends a fetch whose page nobody wants any more. */
  fetchPage(request: Parameters<FetchPage<T>>[0], filter: PlainFilter, signal: AbortSignal): ReturnType<FetchPage<T>>;
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
    const { pageSize = largestPage, lanes = 4, inOrder = filter.limit !== Infinity, ceiling = 150_000, signal } = options;
    requireNumber("pageSize", pageSize, 1, largestPage);
    requireNumber("lanes", lanes, 1, 64);
    requireNumber("ceiling", ceiling, 1, Infinity);
    this.#source = source;
    this.#filter = filter;
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
    return this.#firstPage().then(resolve, reject);
  }

  /** All rows, or the first `max`, in memory. */
  async toArray({ max = Infinity }: { max?: number } = {}): Promise<T[]> {
    const rows: T[] = [];
    for await (const page of this.pages()) {
      for (const row of page) if (rows.length < max) rows.push(row);
      if (rows.length >= max) break;
    }
    return rows;
  }

  /** The first row, or null where there is none. */
  async first(): Promise<T | null> {
    const [row] = await new Listing(this.#source, { ...this.#filter, limit: 1 }, this.#options);
    return row ?? null;
  }

  /** How many rows there are in all, whatever the limit. */
  count(): Promise<number> {
    return this.#source.count(this.#filter, this.#options.signal);
  }

  async #firstPage(): Promise<T[]> {
    const { pageSize } = this.#options;
    const limit = Math.min(this.#filter.limit, pageSize);
    for await (const rows of new Listing(this.#source, { ...this.#filter, limit }, { ...this.#options, ceiling: pageSize }).pages()) return rows;
    return [];
  }

  async *#allPages(signal: AbortSignal): AsyncGenerator<T[]> {
    const { pageSize, lanes, inOrder, ceiling } = this.#options;
    const { where, order, limit } = this.#filter;
    const { route } = this.#source;
    const fetchPage: FetchPage<T> = (request) => this.#source.fetchPage(request, this.#filter, signal);
    const context: PagingContext<T> = { fetchPage, route, where, pageSize, proven: { rows: 0 } };
    const single = order.length > 0 ? pagesBySkip(order, context) : pagesOfRange({}, context);
    const { value: page } = await single.next();
    if (!page) return;
    const left = (page.total ?? Infinity) - page.rows.length;
    const wanted = Math.min(page.total ?? 0, limit);
    if (wanted > ceiling) throw tooMany(route, String(wanted), ceiling);
    if (left <= 0 || page.rows.length >= limit) return yield page.rows;

    const isWorthLanes = lanes > 1 && order.length === 0 && left > pageSize && left < Infinity;
    const ranges = isWorthLanes ? splitRange(page.rows.at(-1)!.id, left, pageSize) : [];
    const sources = ranges.length > 0 ? ranges.map((range) => pagesOfRange(range, context)) : [single];
    const rest = inOrder ? mergeInOrder(sources, lanes) : mergeUnordered(sources, lanes);
    yield* ahead(page.rows, rest);
  }
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
