import { HuntInputError, type InputProblem } from "../errors/hunt-error.js";
import type { Clock } from "../http/clock.js";
import type { Schema } from "../http/parse-response.js";
import type { Page, Row } from "../paging/page.js";

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
   * CSV: what to do with strings that a spreadsheet would run as a formula. `escape` puts a `'` in front
   * (OWASP, "CSV injection"), except for numbers and phone numbers, which run nothing. `keep` writes all
   * strings verbatim, for readers that are not spreadsheets. Default: `escape`.
   */
  formulas?: "escape" | "keep" | undefined;
  /** CSV: start the file with a byte order mark, by which Excel recognizes UTF-8. Default: false. */
  bom?: boolean | undefined;
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
  /** CSV: number of cells that have a `'` in front because a spreadsheet would run them. */
  escaped: number;
}

/** Where an export can go on: plain JSON data. */
export interface Checkpoint {
  /** The id of the last row that was written; null where none was. */
  lastId: string | number | null;
  /** How many rows there are up to there; null where nobody counted. */
  done: number | null;
  /** CSV: the columns of the header; absent where none was written yet. */
  columns?: string[] | undefined;
}

/**
 * Why an export cannot be resumed, or null for one that can: only what goes by id has a place that stays the
 * same while rows come and go.
 */
export function findResumeObstacle(
  { order, preserveOrder }: Pick<ExportSource<never>, "order" | "preserveOrder">,
  format: ExportOptions["format"],
): string | null {
  if (format === "json")
    return "json ends with a bracket, behind which nothing can go on. Use ndjson or csv.";
  if (order.length > 0)
    return `rows in the order "${order.join(", ")}" have no place to go on from. Leave the order out: rows then come by id.`;
  return preserveOrder
    ? null
    : "rows that come as they like have no place to go on from. Leave preserveOrder out.";
}

/**
 * Checks what an export is to go on from, which may come from a file.
 *
 * @throws {HuntInputError} `input: "resume"`, `problem: "unsupported"`, `"invalid"`, `"columns"` or `"limit"`
 */
export function requireResumable(
  source: Pick<ExportSource<never>, "order" | "preserveOrder" | "limit">,
  { resume, format, columns }: ExportOptions,
): void {
  if (resume === undefined) return;
  const reason = findResumeObstacle(source, format);
  if (reason !== null) throw createResumeError("unsupported", reason);
  if (!isCheckpoint(resume))
    throw createResumeError("invalid", "it is no checkpoint, which looks like {lastId, done, columns?}.");
  if (format === "csv" && resume.lastId !== null && !resume.columns)
    throw createResumeError(
      "columns",
      "it lacks the columns that the file has. Is it of an export in another format?",
    );
  if (resume.columns && columns && resume.columns.join("\n") !== columns.join("\n"))
    throw createResumeError(
      "columns",
      `the file has the columns ${resume.columns.join(", ")}. Leave columns out, or begin a new file.`,
    );
  if (resume.lastId !== null && resume.done === null && source.limit !== Infinity)
    throw createResumeError("limit", "with a limit it has to tell in done how many rows there are already.");
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

/** Whether these are names, at least one and none twice. */
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

/** What an export writes: a listing, as far as it needs to know it. */
export interface ExportSource<T extends Row> {
  clock: Clock;
  signal: AbortSignal | undefined;
  /** Empty for rows by id. */
  order: readonly string[];
  preserveOrder: boolean;
  /** The most rows in all; may be Infinity. */
  limit: number;
  /** The fields to write; absent if the filter asks for all. `id` is also read without being one of them. */
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

/** The fields that a schema names, in its order; none for one that is not of an object. */
export function listSchemaFields(schema: Schema<unknown>): string[] {
  return Object.keys((schema as { shape?: object }).shape ?? {});
}
