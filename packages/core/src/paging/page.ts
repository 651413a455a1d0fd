import type { Clock } from "../http/clock.js";
import type { PlainWhere } from "../query/normalize-where.js";
import type { PlainFilter } from "../query/plain-filter.js";

/** A row, with the property that paging needs. */
export interface Row {
  id: string | number;
}

/** A request for one page. */
export interface PageRequest {
  where?: PlainWhere | undefined;
  order: readonly string[];
  limit: number;
  skip?: number | undefined;
  /** Whether the server should count all matching rows, not only those of the page. */
  count?: boolean | undefined;
}

/** A page of rows. `total` is null if the server did not count. */
export interface Page<T> {
  rows: T[];
  total: number | null;
}

/** Fetches one page. */
export type FetchPage<T> = (request: PageRequest) => Promise<Page<T>>;

/**
 * Returns the next page, or null if there are no more. It is not a generator, because a generator would keep
 * the last page in memory while it waits for the next one.
 */
export type PageSource<T> = () => Promise<Page<T> | null>;

/** Maximum rows per page. HUNT shortens larger pages without notice (vendor docs). */
export const maxPageSize = 1_000;

/** The source of the rows of a listing. */
export interface ListingSource<T> {
  route: string;
  /** Names of the model's fields. */
  fields: readonly string[];
  clock: Clock;
  /** Fetches a page. The signal aborts if the page is no longer needed. */
  fetchPage(
    request: Parameters<FetchPage<T>>[0],
    filter: PlainFilter,
    signal: AbortSignal | undefined,
  ): ReturnType<FetchPage<T>>;
  count(filter: PlainFilter, signal: AbortSignal | undefined): Promise<number>;
}
