import { finished, type Writable } from "node:stream";
import { HuntInputError } from "../errors/hunt-error.js";
import { requireOneOf } from "../errors/require-one-of.js";
import { raceWithSignal } from "../http/clock.js";
import type { Row } from "../paging/page.js";
import { createEncoder, type Encoder } from "./encoder.js";
import {
  areDistinctNames,
  type Checkpoint,
  type ExportOptions,
  type ExportResult,
  type ExportSource,
  findResumeObstacle,
  requireResumable,
} from "./export-options.js";
import { formatDidYouMean } from "../errors/nearest-names.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

/**
 * Writes all rows of a source, one page at a time. Each page waits until the stream has accepted the previous
 * one.
 *
 * @throws {HuntInputError} `input: "format"`, `"columns"`, `"formulas"`, `"bom"`, `"resume"`, or
 *   `"writable"`, before anything is sent
 * @throws the stream's own error, or the reason of the signal
 */
export async function exportRows<T extends Row>(
  source: ExportSource<T>,
  writable: Writable,
  options: ExportOptions,
): Promise<ExportResult> {
  const { clock, limit } = source;
  const { resume, end = true, onProgress } = options;
  requireOptions(options, source);
  requireResumable(source, options);
  const isResumable = findResumeObstacle(source, options.format) === null;
  const before = resume?.done ?? 0;
  const startedAt = clock.now();
  const sink = openSink(writable, source.signal);
  let rows = 0;
  let total: number | null = null;
  let lastId = resume?.lastId ?? null;
  try {
    sink.signal.throwIfAborted();
    const encoder = createEncoder(source, options);
    if (before < limit) {
      for await (const page of source.pages({ after: lastId, limit: limit - before, signal: sink.signal })) {
        await sink.write(encoder.page(page.rows));
        if (rows === 0 && page.total !== null) total = Math.min(before + page.total, limit);
        rows += page.rows.length;
        lastId = page.rows.at(-1)!.id;
        const elapsedMs = clock.now() - startedAt;
        const ratePerSecond = elapsedMs > 0 ? (rows * 1_000) / elapsedMs : 0;
        const done = before + rows;
        onProgress?.({
          done,
          total,
          ratePerSecond,
          elapsedMs,
          checkpoint: isResumable ? toCheckpoint(lastId, resume?.done === null ? null : done, encoder) : null,
        });
      }
    }
    await sink.write(encoder.end());
    if (end) await sink.end();
    return { rows, bytes: sink.bytes(), lastId, omitted: [...encoder.omitted], escaped: encoder.escaped };
  } catch (error) {
    if (end) writable.destroy();
    throw error;
  } finally {
    sink.release();
  }
}

function toCheckpoint(lastId: Row["id"], done: number | null, { columns }: Encoder): Checkpoint {
  return { lastId, done, ...(columns && { columns: [...columns] }) };
}

function requireOptions(
  { format, columns, formulas = "escape", bom = false }: ExportOptions,
  { fields }: Pick<ExportSource<never>, "fields">,
): void {
  requireOneOf("format", format, ["ndjson", "json", "csv"]);
  requireOneOf("formulas", formulas, ["escape", "keep"]);
  if (bom && format !== "csv")
    throw new HuntInputError(
      "bom",
      "format",
      `bom: cannot be used with format ${format}. Use csv, or remove bom.`,
    );
  if (columns === undefined) return;
  if (format !== "csv")
    throw new HuntInputError(
      "columns",
      "format",
      `columns: cannot be used with format ${format}. Use the fields of the filter instead.`,
    );
  if (!areDistinctNames(columns))
    throw new HuntInputError(
      "columns",
      "names",
      "columns: must be a list of at least one name, without duplicates.",
    );
  const unread = fields && columns.find((name) => name !== "id" && !fields.includes(name));
  if (unread !== undefined) throw createUnreadColumnError(unread, fields!);
}

function createUnreadColumnError(column: string, fields: readonly string[]): HuntInputError {
  const nearest = formatDidYouMean(column, fields);
  const advice = nearest === "" ? "Add it to fields." : `${nearest} Otherwise, add it to fields.`;
  const shown = escapeToSingleLine(column, 40);
  return new HuntInputError(
    "columns",
    "property",
    `columns: "${shown}" is not one of the fields of the filter, so the column would be empty. ${advice}`,
  );
}

/** Writes to a stream until it fails or ends. */
interface Sink {
  /** Aborts if the stream fails or is closed, with its error, or if the caller's own signal aborts. */
  readonly signal: AbortSignal;
  bytes(): number;
  /** Resolves when the stream has accepted all of the text. Rejects if the signal aborts. */
  write(text: string): Promise<void>;
  /** Ends the stream, and resolves when it has finished. */
  end(): Promise<void>;
  /** Removes the listeners from the stream. */
  release(): void;
}

/**
 * Adds listeners to a stream, and returns functions that write to it.
 *
 * @throws {HuntInputError} `input: "writable"` if the stream is closed or has ended
 */
function openSink(writable: Writable, signal: AbortSignal | undefined): Sink {
  if (writable.destroyed || writable.writableEnded) throw createEndedEarlyError();
  const lost = new AbortController();
  const both = signal ? AbortSignal.any([signal, lost.signal]) : lost.signal;
  let bytes = 0;
  let finish: (() => void) | undefined;
  const unwatch = finished(writable, { readable: false }, (error) => {
    if (finish && !error) finish();
    else lost.abort(error ?? createEndedEarlyError());
  });
  return {
    signal: both,
    bytes: () => bytes,
    async write(text) {
      both.throwIfAborted();
      if (writable.writableEnded) throw createEndedEarlyError();
      if (text === "") return;
      const data = Buffer.from(text);
      const written = new Promise<void>((resolve) => {
        writable.write(data, (error) => (error ? lost.abort(error) : resolve()));
      });
      await raceWithSignal(written, both);
      bytes += data.length;
    },
    async end() {
      const ended = new Promise<void>((resolve) => (finish = resolve));
      writable.end();
      await raceWithSignal(ended, both);
    },
    release() {
      unwatch();
      // A stream that is destroyed can emit another error while it closes. Without a listener, Node would exit.
      if (lost.signal.aborted || writable.destroyed) writable.on("error", () => {});
    },
  };
}

function createEndedEarlyError(): HuntInputError {
  return new HuntInputError(
    "writable",
    "ended",
    "writable: the stream has ended or was closed. Use an open stream.",
  );
}
