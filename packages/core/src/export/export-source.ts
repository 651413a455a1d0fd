import type { Clock } from "../http/clock.js";
import type { Page, Row } from "../paging/page.js";

/** What an export writes: a listing, as far as it needs to know it. */
export interface ExportSource<T extends Row> {
  clock: Clock;
  signal: AbortSignal | undefined;
  /** Empty for rows by id. */
  order: readonly string[];
  preserveOrder: boolean;
  /** The most rows in all; may be Infinity. */
  limit: number;
  /** The fields that the filter asks for; absent where it asks for all. */
  fields: readonly string[] | undefined;
  /** The fields that the model names. */
  known: readonly string[];
  pages(part: ExportPart): AsyncIterable<Page<T>>;
}

/** Which rows are still to be read. */
export interface ExportPart {
  /** Only ids behind this one; null for all. */
  after: Row["id"] | null;
  limit: number;
  signal: AbortSignal;
}
