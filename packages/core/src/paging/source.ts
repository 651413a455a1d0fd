import type { Clock } from "../http/clock.js";
import type { PlainFilter } from "../query/plain-filter.js";
import type { FetchPage } from "./page.js";

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
