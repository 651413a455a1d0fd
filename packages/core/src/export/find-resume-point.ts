import { type FileHandle, open } from "node:fs/promises";
import type { HuntInputError } from "../errors/hunt-error.js";
import { requireOneOf } from "../errors/require-one-of.js";
import { readHeader, readLastRecord } from "./csv-records.js";
import { byteOrderMark, unescapeFormula } from "./encoder.js";
import {
  createChangedFileError,
  createNoExportError,
  type ExportFile,
  readGrowingEnds,
} from "./export-file.js";
import type { Checkpoint, ExportFormat } from "./export-options.js";

/** The checkpoint of a file, and the offset in bytes after its last complete row. */
interface Whole extends Checkpoint {
  end: number;
}

/**
 * Finds the position in a file where an export was interrupted. It truncates an incomplete last row, and
 * returns the checkpoint that `exportTo` needs to resume into a stream that appends. It reads the end of the
 * file, and the header of a CSV file. A file that does not exist or is empty is an export at its start. A
 * file without a complete row or header could be any file, and is never truncated.
 *
 * @param path path of the file that huntkit exported
 * @param format format of the file. CSV must have the column `id`.
 * @throws {HuntInputError} `input: "resume"`, `problem: "no-export"` if the file is not such an export. It
 *   remains unchanged. The message has the path and the reason.
 * @throws Node's own error if the file cannot be read or truncated
 */
export async function findResumePoint(path: string, format: "ndjson" | "csv"): Promise<Checkpoint> {
  requireOneOf("format", format, ["ndjson", "csv"]);
  let handle: FileHandle;
  try {
    handle = await open(path, "r+");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { lastId: null, done: 0 };
    throw error;
  }
  try {
    const { size } = await handle.stat();
    if (size === 0) return { lastId: null, done: 0 };
    const file = { handle, path, size };
    const { end, ...checkpoint } =
      format === "csv" ? await findLastCsvRow(file) : await findLastNdjsonRow(file);
    if (end < size) await handle.truncate(end);
    return checkpoint;
  } finally {
    await handle.close();
  }
}

async function findLastNdjsonRow(file: ExportFile): Promise<Whole> {
  await requireFirstCharacter("{", file);
  const { line, end } = await readLastLine(file);
  if (end === 0) throw createNothingWholeError(file, "row");
  return { lastId: parseRowId(line, file), done: null, end };
}

async function findLastCsvRow(file: ExportFile): Promise<Whole> {
  const mark = Buffer.from(byteOrderMark);
  const { buffer } = await file.handle.read(Buffer.alloc(mark.length), 0, mark.length, 0);
  const from = buffer.equals(mark) ? mark.length : 0;
  await requireFirstCharacter('"', file, from);
  const header = await readHeader(file, from);
  if (!header) throw createNothingWholeError(file, "header");
  const columns = header.cells.map(unescapeFormula);
  const place = columns.indexOf("id");
  if (place < 0)
    throw createNoExportError(
      file,
      "it has no column id, which shows where to continue. Export to a new file, with id in the columns.",
    );
  const last = await readLastRecord(file, header.end);
  if (!last) return { lastId: null, done: 0, columns, end: header.end };
  const { cells, end } = last;
  if (cells.length !== columns.length) {
    const found = `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
    throw createChangedFileError(
      file,
      `its last row has ${found}, but its header has ${columns.length} columns.`,
    );
  }
  const lastId = cells[place];
  if (!lastId) throw createChangedFileError(file, "its last row has an empty id.");
  return { lastId: unescapeFormula(lastId), done: null, columns, end };
}

/** The first character of each format. */
const firstCharacters: Readonly<Record<string, ExportFormat>> = { "{": "ndjson", '"': "csv", "[": "json" };

/** Never truncates a file that does not start like an export. */
async function requireFirstCharacter(character: string, file: ExportFile, from = 0): Promise<void> {
  const { buffer } = await file.handle.read(Buffer.alloc(1), 0, 1, from);
  const first = String(buffer);
  if (first === character) return;
  const other = firstCharacters[first];
  if (other === undefined)
    throw createNoExportError(
      file,
      `it does not start with ${character}, as ${formatExport(firstCharacters[character]!)} does. Check the path, or export to a new file.`,
    );
  throw createNoExportError(
    file,
    other === "json"
      ? `it starts with ${first}, as a json export does, which cannot be resumed. Export to a new file as ndjson or csv.`
      : `it starts with ${first}, as ${formatExport(other)} does. Use the format ${other}, or export to a new file.`,
  );
}

function formatExport(format: ExportFormat): string {
  return `${format === "ndjson" ? "an" : "a"} ${format} export`;
}

function createNothingWholeError(file: ExportFile, what: "row" | "header"): HuntInputError {
  return createNoExportError(
    file,
    `it has no complete ${what}. Check the path. If an export was interrupted there, delete the file and start again.`,
  );
}

function parseRowId(line: string, file: ExportFile): string | number {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    throw createChangedFileError(file, "its last line is not valid JSON.");
  }
  const { id } = Object(row) as { id?: unknown };
  if (typeof id === "string" || typeof id === "number") return id;
  throw createNoExportError(
    file,
    "its last row has no id, which shows where to continue. Export to a new file, with id in the fields.",
  );
}

/** Reads the last line that ends with a line feed, and the offset after it; 0 if there is none. */
async function readLastLine(file: ExportFile): Promise<{ line: string; end: number }> {
  for await (const { bytes, start } of readGrowingEnds(file, 0)) {
    const end = bytes.lastIndexOf("\n");
    // At offset 0, the search would start before the first byte and find the same line feed again.
    const before = end > 0 ? bytes.lastIndexOf("\n", end - 1) : -1;
    const isWhole = end >= 0 && (before >= 0 || start === 0);
    if (isWhole) return { line: bytes.toString("utf8", before + 1, end), end: start + end + 1 };
  }
  return { line: "", end: 0 };
}
