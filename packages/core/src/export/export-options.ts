import type { Checkpoint } from "./checkpoint.js";

/** `ndjson`: a row a line, as JSON; `json`: one list; `csv`: RFC 4180, with a header. */
export type ExportFormat = "ndjson" | "json" | "csv";

/** How rows are written. The signal, the concurrency and the page size are the listing's own. */
export interface ExportOptions {
  format: ExportFormat;
  /** Ends the stream at the end, and destroys it when the export fails; true unless told. */
  end?: boolean | undefined;
  /** Goes on where an export by id stopped: what its last progress held, or what `resumePoint` finds in its file. */
  resume?: Checkpoint | undefined;
  /** Called after each page, once the stream has taken it. What it throws ends the export. */
  onProgress?: ((progress: ExportProgress) => void) | undefined;
  /** CSV: the columns, by name. Unless told, the filter's `fields`; else what the model names and then what the first page has beside it. */
  columns?: readonly string[] | undefined;
  /**
   * CSV: what becomes of texts that a spreadsheet would run as a formula. `inert`, which it is unless told, puts a `'` in
   * front (OWASP, "CSV injection"); `keep` leaves them, for readers that are no spreadsheets.
   */
  formulas?: "inert" | "keep" | undefined;
}

/** How far an export has come. */
export interface ExportProgress {
  /** Rows written, with those before a resume where their number is known. */
  done: number;
  /** Rows there will be, by the server's count at the beginning; null where it did not count. */
  total: number | null;
  /** Rows a second since this export began; 0 before any time has passed. */
  ratePerSecond: number;
  /** Milliseconds since this export began. */
  elapsedMs: number;
  /** Where to go on, as plain JSON data; null for an export that cannot be resumed. */
  checkpoint: Checkpoint | null;
}

/** What an export has written. */
export interface ExportResult {
  /** Rows written, without those before a resume. */
  rows: number;
  /** Bytes written, likewise. */
  bytes: number;
  /** The id of the last row, written now or before; null where there is none. */
  lastId: string | number | null;
  /** CSV: fields that came when the header without them was written; empty where `columns` were given, which leave out on purpose. */
  omitted: string[];
}
