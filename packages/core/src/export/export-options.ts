import { HuntInputError, type InputProblem } from "../errors/hunt-error.js";
import type { Clock } from "../http/clock.js";
import type { Schema } from "../http/schema.js";
import type { Page, Row } from "../paging/page.js";
import type { KeysOf } from "../errors/require-known-keys.js";

/**
 * Format of an export: `ndjson` is one JSON object per line, `json` is one list, and `csv` follows RFC 4180
 * and has a header.
 */
export type ExportFormat = "ndjson" | "json" | "csv";

/** Options for writing rows. The signal, the concurrency, and the page size are options of the listing. */
export interface ExportOptions {
  /** Format of the file. Required. */
  format: ExportFormat;
  /** End the stream after the export, and destroy it if the export fails. Default: true. */
  end?: boolean | undefined;
  /**
   * Resume an export by ID from this checkpoint: the one of its last progress, or the one that {@link
   * findResumePoint} returns. Default: start a new export.
   */
  resume?: Checkpoint | undefined;
  /** Called after each page, as soon as the stream has accepted it. If it throws, the export stops. */
  onProgress?: ((progress: ExportProgress) => void) | undefined;
  /**
   * CSV: names of the columns, which must be properties of the model, and if the filter has `fields`, some of
   * these. Default: the filter's `fields`, otherwise the fields of the model and any others in the first page.
   */
  columns?: readonly string[] | undefined;
  /**
   * CSV: how to write strings that a spreadsheet would run as a formula. `escape` adds a `'` at the start
   * (OWASP, "CSV injection"), except for numbers and phone numbers, which run nothing. `keep` writes all
   * strings verbatim, for readers that are not spreadsheets. Default: `escape`.
   */
  formulas?: "escape" | "keep" | undefined;
  /** CSV: start the file with a byte order mark, which Excel needs to recognize UTF-8. Default: false. */
  bom?: boolean | undefined;
}

/** The keys of {@link ExportOptions}. */
export const exportKeys: KeysOf<ExportOptions> = {
  format: true,
  end: true,
  resume: true,
  onProgress: true,
  columns: true,
  formulas: true,
  bom: true,
};

/** Progress of an export. */
export interface ExportProgress {
  /** Number of rows written, including those before a resume if their number is known. */
  done: number;
  /** Total number of rows, as the server counted them at the start; null if it did not count. */
  total: number | null;
  /** Rows per second since this export started; 0 at the start. */
  ratePerSecond: number;
  /** Milliseconds since this export started. */
  elapsedMs: number;
  /** Checkpoint to resume from, as plain JSON data; null if the export cannot be resumed. */
  checkpoint: Checkpoint | null;
}

/** Result of an export. */
export interface ExportResult {
  /** Number of rows written, without those before a resume. */
  rows: number;
  /** Number of bytes written, without those before a resume. */
  bytes: number;
  /** ID of the last row, from this export or an earlier part of it; null if there are no rows. */
  lastId: string | number | null;
  /**
   * CSV: fields that are not in the file, because they appeared after the header was written. Empty if
   * `columns` is set.
   */
  omitted: string[];
  /** CSV: number of cells that start with an added `'` because a spreadsheet would run them. */
  escaped: number;
}

/** The position to resume an export from, as plain JSON data. */
export interface Checkpoint {
  /** ID of the last row that was written; null if no row was written. */
  lastId: string | number | null;
  /** Number of rows up to this position; null if unknown. */
  done: number | null;
  /** CSV: columns of the header; undefined if no header was written. */
  columns?: string[] | undefined;
}

/**
 * Returns why an export cannot be resumed, or null if it can. Only an export by ID has a position that
 * remains valid while rows are added and deleted.
 */
export function findResumeObstacle(
  { order, preserveOrder }: Pick<ExportSource<never>, "order" | "preserveOrder">,
  format: ExportOptions["format"],
): string | null {
  if (format === "json")
    return "a json export cannot be resumed, because the file ends with a bracket. Use ndjson or csv.";
  if (order.length > 0)
    return `an export in the order "${order.join(", ")}" cannot be resumed. Remove order to export by ID.`;
  return preserveOrder
    ? null
    : "an export with preserveOrder: false cannot be resumed. Remove preserveOrder.";
}

/**
 * Checks the checkpoint of an export, which may come from a file.
 *
 * @throws {HuntInputError} `input: "resume"`, `problem: "unsupported"`, `"invalid"`, `"columns"`, or
 *   `"limit"`
 */
export function requireResumable(
  source: Pick<ExportSource<never>, "order" | "preserveOrder" | "limit">,
  { resume, format, columns }: ExportOptions,
): void {
  if (resume === undefined) return;
  const reason = findResumeObstacle(source, format);
  if (reason !== null) throw createResumeError("unsupported", reason);
  if (!isCheckpoint(resume))
    throw createResumeError(
      "invalid",
      "not a valid checkpoint. Use the checkpoint of an export: {lastId, done, columns?}.",
    );
  if (format === "csv" && resume.lastId !== null && !resume.columns)
    throw createResumeError("columns", "the checkpoint has no columns. Use a checkpoint of a csv export.");
  if (resume.columns && columns && resume.columns.join("\n") !== columns.join("\n"))
    throw createResumeError(
      "columns",
      `the file has the columns ${resume.columns.join(", ")}. Remove columns, or export to a new file.`,
    );
  if (resume.lastId !== null && resume.done === null && source.limit !== Infinity)
    throw createResumeError(
      "limit",
      "the checkpoint must have done, the number of rows in the file, if the export has a limit.",
    );
}

function isCheckpoint(value: Checkpoint | null): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { lastId, done, columns } = value;
  const isId = lastId === null || Number.isFinite(lastId) || (typeof lastId === "string" && lastId !== "");
  return (
    isId &&
    (done === null || (Number.isInteger(done) && done >= 0)) &&
    (columns === undefined || areDistinctNames(columns))
  );
}

/** Returns whether a value is a list of at least one name, without duplicates. */
export function areDistinctNames(columns: unknown): boolean {
  return (
    Array.isArray(columns) &&
    columns.length > 0 &&
    columns.every((name) => typeof name === "string") &&
    new Set(columns).size === columns.length
  );
}

function createResumeError(problem: InputProblem, sentence: string): HuntInputError {
  return new HuntInputError("resume", problem, `resume: ${sentence}`);
}

/** The parts of a listing that an export needs. */
export interface ExportSource<T extends Row> {
  clock: Clock;
  signal: AbortSignal | undefined;
  /** Order of the rows; empty for rows by ID. */
  order: readonly string[];
  preserveOrder: boolean;
  /** Maximum total number of rows; may be Infinity. */
  limit: number;
  /**
   * Fields to write; undefined if the filter selects all. `id` is always read, even if it is not one of them.
   */
  fields: readonly string[] | undefined;
  /** Names of the model's fields. */
  known: readonly string[];
  pages(part: ExportPart): AsyncIterable<Page<T>>;
}

/** The rows that still need to be read. */
export interface ExportPart {
  /** Only rows with a greater ID; null for all rows. */
  after: Row["id"] | null;
  limit: number;
  signal: AbortSignal;
}

/** Returns the names of the fields in a schema, in its order. Empty if the schema is not of an object. */
export function listSchemaFields(schema: Schema<unknown>): string[] {
  return Object.keys((schema as { shape?: object }).shape ?? {});
}
