import type { Writable } from "node:stream";
import type { ExportOptions, ExportPart, ExportResult } from "../export/export-options.js";
import { exportRows } from "../export/export-rows.js";
import { requireNumber, requireWhole } from "../http/require-number.js";
import { combineWheres, type PlainFilter } from "../query/plain-filter.js";
import { fetchAllPages } from "./fetch-all-pages.js";
import { type ListingSource, maxPageSize, type Row } from "./page.js";
import { addIdTiebreak } from "./page-sources.js";

/** How to page through rows. */
export interface ListOptions {
  /** Rows a page, at most 1,000, which it is unless told. */
  pageSize?: number | undefined;
  /** How many pages to fetch side by side; 4 unless told. The vendor asks to spare the database. */
  concurrency?: number | undefined;
  /** By id, where pages come side by side; unless told, they are handed on as they come. */
  preserveOrder?: boolean | undefined;
  /** The most rows to read; more are an error. 150,000 unless told, where the vendor asks to stop; `Infinity` for all. */
  maxRows?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The rows that a filter finds. `for await` reads all of them. Nothing is sent before a method is called or
 * an iteration starts, and each of them sends its own requests. A listing is not a promise, because a part of
 * the rows could then be mistaken for all. `toArray` reads all rows, and only `firstPage` and `first` read
 * less.
 */
export class Listing<T extends Row> implements AsyncIterable<T> {
  readonly #source: ListingSource<T>;
  readonly #filter: PlainFilter;
  readonly #options: {
    pageSize: number;
    concurrency: number;
    preserveOrder: boolean | undefined;
    maxRows: number;
    signal: AbortSignal | undefined;
  };

  /** @throws {HuntInputError} for an option that cannot be used */
  constructor(source: ListingSource<T>, filter: PlainFilter, options: ListOptions) {
    const isById = filter.order.length === 1 && /^id( ASC)?$/.test(filter.order[0]!);
    const {
      pageSize = maxPageSize,
      concurrency = 4,
      preserveOrder = isById || filter.limit !== Infinity || undefined,
      maxRows = 150_000,
      signal,
    } = options;
    requireWhole("pageSize", pageSize, maxPageSize);
    requireWhole("concurrency", concurrency, 64);
    requireNumber("maxRows", maxRows, 1, Infinity);
    this.#source = source;
    this.#filter = isById ? { ...filter, order: [] } : filter;
    this.#options = { pageSize, concurrency, preserveOrder, maxRows, signal };
  }

  /** All rows, page by page. Pages are fetched ahead while the last one is worked on, up to `concurrency` at a time. */
  async *pages(): AsyncGenerator<T[]> {
    const { preserveOrder = false, ...options } = this.#options;
    for await (const { rows } of fetchAllPages(this.#source, this.#filter, { ...options, preserveOrder }))
      yield rows;
  }

  /** All rows, one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for await (const rows of this.pages()) yield* rows;
  }

  /**
   * Reads the first page, with one request. If more rows than `pageSize` match, the rest are missing.
   *
   * @returns at most `pageSize` rows (default: 1,000), and at most the filter's `limit`
   */
  firstPage(): Promise<T[]> {
    return this.#fetchFirst(this.#options.pageSize);
  }

  /**
   * All rows in memory, or the first `max` by id or by the order that was asked for.
   *
   * @throws {HuntInputError} `input: "max"` when it is no whole number of 1 or more
   */
  async toArray({ max = Infinity }: { max?: number } = {}): Promise<T[]> {
    if (max !== Infinity) requireWhole("max", max, Number.MAX_SAFE_INTEGER);
    const listing =
      max < this.#filter.limit
        ? new Listing(
            this.#source,
            { ...this.#filter, limit: max },
            { ...this.#options, preserveOrder: true },
          )
        : this;
    const pages: T[][] = [];
    for await (const page of listing.pages()) pages.push(page);
    return pages.flat();
  }

  /** The first row, or null where there is none. */
  async first(): Promise<T | null> {
    const [row] = await this.#fetchFirst(1);
    return row ?? null;
  }

  /** How many rows there are in all, whatever the limit. */
  count(): Promise<number> {
    return this.#source.count(this.#filter, this.#options.signal);
  }

  /**
   * Writes all rows to a stream, by id unless the filter has another order: in as many concurrency as for
   * reading, and never more than one page ahead of the stream.
   *
   * @param writable a file, a socket, a gzip stream, ...; ended at the end, and destroyed when the export
   *   fails
   * @throws {HuntInputError} for an option that cannot be used, before anything is sent
   * @throws the stream's own error when it fails or is closed, or the signal's reason
   */
  exportTo(writable: Writable, options: ExportOptions): Promise<ExportResult> {
    const { clock, fields: known } = this.#source;
    const { where, order, limit, shownFields, include = [] } = this.#filter;
    const { preserveOrder = true, signal } = this.#options;
    const pages = ({ after, ...part }: ExportPart) => {
      const filter = {
        ...this.#filter,
        where: after === null ? where : combineWheres(where, { id: { gt: after } }),
        limit: part.limit,
      };
      return fetchAllPages(this.#source, filter, { ...this.#options, preserveOrder, signal: part.signal });
    };
    return exportRows(
      {
        clock,
        signal,
        order,
        preserveOrder,
        limit,
        fields: shownFields && [...new Set([...shownFields, ...include])],
        known,
        pages,
      },
      writable,
      options,
    );
  }

  async #fetchFirst(most: number): Promise<T[]> {
    const { where, order, limit } = this.#filter;
    const request = { where, order: addIdTiebreak(order), limit: Math.min(limit, most) };
    return (await this.#source.fetchPage(request, this.#filter, this.#options.signal)).rows;
  }
}
