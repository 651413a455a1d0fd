import type { Writable } from "node:stream";
import { HuntInputError } from "../errors/hunt-error.js";
import type { Row } from "../paging/page.js";
import {
  areDistinctNames,
  type Checkpoint,
  type ExportOptions,
  type ExportResult,
  requireResumable,
  findResumeObstacle,
} from "./export-options.js";
import { createEncoder, type Encoder } from "./encoder.js";
import type { ExportSource } from "./export-source.js";
import { openSink } from "./sink.js";

/**
 * Writes all rows of a source, a page at a time: the next one is not written before the stream has taken the last.
 *
 * @throws {HuntInputError} `input: "format"`, `"columns"`, `"formulas"`, `"resume"` or `"writable"`, before anything is sent
 * @throws the stream's own error, or the signal's reason
 */
export async function exportRows<T extends Row>(
  source: ExportSource<T>,
  writable: Writable,
  options: ExportOptions,
): Promise<ExportResult> {
  const { clock, limit } = source;
  const { resume, end = true, onProgress } = options;
  requireOptions(options);
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
    const encoder = await createEncoder(source, options);
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
    return { rows, bytes: sink.bytes(), lastId, omitted: [...encoder.omitted] };
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

function requireOptions({ format, columns, formulas = "inert" }: ExportOptions): void {
  if (!["ndjson", "json", "csv"].includes(format))
    throw new HuntInputError("format", "unknown", `format: "${format}" is none. Use ndjson, json or csv.`);
  if (!["inert", "keep"].includes(formulas))
    throw new HuntInputError(
      "formulas",
      "unknown",
      `formulas: "${formulas}" is not known. Use inert or keep.`,
    );
  if (columns === undefined) return;
  if (format !== "csv")
    throw new HuntInputError(
      "columns",
      "format",
      `columns: only csv has them. To read less in ${format}, use the filter's fields.`,
    );
  if (!areDistinctNames(columns))
    throw new HuntInputError(
      "columns",
      "names",
      "columns: it must be a list of at least one name, and none twice.",
    );
}
