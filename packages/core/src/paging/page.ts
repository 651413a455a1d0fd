import type { Clock } from "../http/clock.js";
import type { PlainWhere } from "../query/normalize-where.js";
import type { PlainFilter } from "../query/plain-filter.js";

/** A row, as far as paging needs to know it. */
export interface Row {
  id: string | number;
}

/** Which rows to fetch. */
export interface PageRequest {
  where?: PlainWhere | undefined;
  order: readonly string[];
  limit: number;
  skip?: number | undefined;
  /** Whether the server is to count all rows that match, page or not. */
  count?: boolean | undefined;
}

/** What came back; `total` is null where the server did not count. */
export interface Page<T> {
  rows: T[];
  total: number | null;
}

/** Fetches one page. */
export type FetchPage<T> = (request: PageRequest) => Promise<Page<T>>;

/** Gives the next page, or null when there are no more. A function and no generator, which would keep the last page while it waits for the next. */
export type PageSource<T> = () => Promise<Page<T> | null>;

/** Rows: HUNT cuts larger pages without a word (vendor). */
export const maxPageSize = 1_000;

/** Where a listing gets its rows. */
export interface ListingSource<T> {
  route: string;
  /** The fields that the model names. */
  fields: readonly string[];
  clock: Clock;
  /** The signal ends a fetch whose page nobody wants any more. */
  fetchPage(
    request: Parameters<FetchPage<T>>[0],
    filter: PlainFilter,
    signal: AbortSignal | undefined,
  ): ReturnType<FetchPage<T>>;
  count(filter: PlainFilter, signal: AbortSignal | undefined): Promise<number>;
}
