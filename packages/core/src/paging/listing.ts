import type { Writable } from "node:stream";
import {
  exportKeys,
  type ExportOptions,
  type ExportPart,
  type ExportResult,
} from "../export/export-options.js";
import { exportRows } from "../export/export-rows.js";
import { requireNumber, requireInteger } from "../http/require-number.js";
import { combineWheres, filterKeys, type PlainFilter } from "../query/plain-filter.js";
import { fetchAllPages } from "./fetch-all-pages.js";
import { type ListingSource, maxPageSize, type Row } from "./page.js";
import { addIdTiebreak } from "./page-sources.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";

/** Options for reading rows page by page. */
export interface ListOptions {
  /** Rows per page, at most 1000. Default: 1000. */
  pageSize?: number | undefined;
  /**
   * Maximum number of pages to fetch in parallel. The vendor asks clients to limit the load on the database.
   * Default: 4.
   */
  concurrency?: number | undefined;
  /** Return rows by ID even if pages are fetched in parallel. Default: pages are returned as they arrive. */
  preserveOrder?: boolean | undefined;
  /**
   * Maximum number of rows to read. Throws a {@link HuntInputError} if more rows match. `Infinity` removes
   * the limit. Default: 150000 (vendor limit).
   */
  maxRows?: number | undefined;
  /** Cancels all requests of the listing when it aborts. Reading then rejects with its reason. */
  signal?: AbortSignal | undefined;
}

/** Options for reading rows into memory. */
export interface ToArrayOptions {
  /** Maximum number of rows to read, in the order of the filter. Default: all rows. */
  max?: number | undefined;
}

/** The keys of {@link ListOptions}. */
export const listKeys: KeysOf<ListOptions> = {
  pageSize: true,
  concurrency: true,
  preserveOrder: true,
  maxRows: true,
  signal: true,
};

/**
 * Requires that the options of a list have only known keys.
 *
 * @param more keys of this list only
 * @throws {HuntInputError} `problem: "unknown"`
 */
export function requireListKeys<T extends ListOptions>(
  options: T,
  more: KeysOf<Omit<T, keyof ListOptions>>,
): T {
  const keys = { ...listKeys, ...more } as unknown as KeysOf<T>;
  return requireKnownKeys(options, keys, "options", (key) =>
    Object.hasOwn(filterKeys, key) ? "It is a key of the filter, which is the first parameter." : "",
  );
}

/**
 * The rows that match a filter. `for await` reads all of them. Nothing is sent until a method is called or an
 * iteration starts, and each of them sends its own requests. A listing is not a promise, because a part of
 * the rows could then be mistaken for all. `toArray` reads all rows, and only `firstPage` and `first` read
 * fewer.
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

  /** @throws {HuntInputError} if an option is invalid */
  constructor(source: ListingSource<T>, filter: PlainFilter, options: ListOptions) {
    requireListKeys(options, {});
    const isById = filter.order.length === 1 && /^id( ASC)?$/.test(filter.order[0]!);
    const {
      pageSize = maxPageSize,
      concurrency = 4,
      preserveOrder = isById || filter.limit !== Infinity || undefined,
      maxRows = 150_000,
      signal,
    } = options;
    requireInteger("pageSize", pageSize, maxPageSize);
    requireInteger("concurrency", concurrency, 64);
    requireNumber("maxRows", maxRows, 1, Infinity);
    this.#source = source;
    this.#filter = isById ? { ...filter, order: [] } : filter;
    this.#options = { pageSize, concurrency, preserveOrder, maxRows, signal };
  }

  /**
   * Yields all rows, page by page. Up to `concurrency` pages are fetched while you process the previous one.
   */
  async *pages(): AsyncGenerator<T[]> {
    const { preserveOrder = false, ...options } = this.#options;
    for await (const { rows } of fetchAllPages(this.#source, this.#filter, { ...options, preserveOrder }))
      yield rows;
  }

  /** Yields all rows, one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for await (const rows of this.pages()) yield* rows;
  }

  /**
   * Reads the first page, with one request. If more rows than `pageSize` match, the rest are missing.
   *
   * @returns at most `pageSize` rows (default: 1000), and at most the filter's `limit`
   */
  firstPage(): Promise<T[]> {
    return this.#fetchFirst(this.#options.pageSize);
  }

  /**
   * Reads all rows into memory, or the first `max` in the order of the filter (default: by ID).
   *
   * @throws {HuntInputError} `input: "max"` if it is not an integer of 1 or more
   */
  async toArray(options: ToArrayOptions = {}): Promise<T[]> {
    const { max = Infinity } = requireKnownKeys(options, { max: true });
    if (max !== Infinity) requireInteger("max", max, Number.MAX_SAFE_INTEGER);
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

  /** Reads the first row; null if there is none. */
  async first(): Promise<T | null> {
    const [row] = await this.#fetchFirst(1);
    return row ?? null;
  }

  /** Returns the total number of rows, regardless of the limit. */
  count(): Promise<number> {
    return this.#source.count(this.#filter, this.#options.signal);
  }

  /**
   * Writes all rows to a stream, by ID unless the filter has another order. It reads up to `concurrency`
   * pages at the same time, and writes a page only after the stream has accepted the previous one.
   *
   * @param writable a file, a socket, a gzip stream, ... It is ended after the export, and destroyed if the
   *   export fails.
   * @throws {HuntInputError} if an option is invalid, before anything is sent
   * @throws the stream's own error if it fails or is closed, or the reason of the signal
   */
  async exportTo(writable: Writable, options: ExportOptions): Promise<ExportResult> {
    requireKnownKeys(options, exportKeys);
    const { clock, fields: known } = this.#source;
    const { where, order, limit, shownFields, include = [] } = this.#filter;
    const { preserveOrder = true, signal } = this.#options;
    // With `fields`, the columns are compared with these instead.
    const columns = shownFields ? undefined : options.columns?.filter((name) => !include.includes(name));
    const pages = ({ after, ...part }: ExportPart) => {
      const filter = {
        ...this.#filter,
        columns,
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

  async #fetchFirst(max: number): Promise<T[]> {
    const { where, order, limit } = this.#filter;
    const request = { where, order: addIdTiebreak(order), limit: Math.min(limit, max) };
    return (await this.#source.fetchPage(request, this.#filter, this.#options.signal)).rows;
  }
}
