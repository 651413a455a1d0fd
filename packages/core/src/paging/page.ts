import type { PlainWhere } from "../query/normalise-where.js";

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
