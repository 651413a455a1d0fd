import { type FileHandle, open } from "node:fs/promises";
import type { HuntInputError } from "../errors/hunt-error.js";
import { readHeader, readLastRecord } from "./csv-records.js";
import { byteOrderMark, unescapeFormula } from "./encoder.js";
import { createNoExportError, readGrowingEnds } from "./export-file.js";
import type { Checkpoint } from "./export-options.js";

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
 *   remains unchanged.
 * @throws Node's own error if the file cannot be read or truncated
 */
export async function findResumePoint(path: string, format: "ndjson" | "csv"): Promise<Checkpoint> {
  let file: FileHandle;
  try {
    file = await open(path, "r+");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { lastId: null, done: 0 };
    throw error;
  }
  try {
    const { size } = await file.stat();
    if (size === 0) return { lastId: null, done: 0 };
    const { end, ...checkpoint } =
      format === "csv" ? await findLastCsvRow(file, size) : await findLastNdjsonRow(file, size);
    if (end < size) await file.truncate(end);
    return checkpoint;
  } finally {
    await file.close();
  }
}

async function findLastNdjsonRow(file: FileHandle, size: number): Promise<Whole> {
  await requireFirstCharacter("{", file);
  const { line, end } = await readLastLine(file, size);
  if (end === 0) throw createNothingWholeError("row");
  return { lastId: parseRowId(line), done: null, end };
}

async function findLastCsvRow(file: FileHandle, size: number): Promise<Whole> {
  const mark = Buffer.from(byteOrderMark);
  const { buffer } = await file.read(Buffer.alloc(mark.length), 0, mark.length, 0);
  const from = buffer.equals(mark) ? mark.length : 0;
  await requireFirstCharacter('"', file, from);
  const header = await readHeader(file, from, size);
  if (!header) throw createNothingWholeError("header");
  const columns = header.cells.map(unescapeFormula);
  const place = columns.indexOf("id");
  if (place < 0) throw createNoExportError("its header has no id column.");
  const last = await readLastRecord(file, header.end, size);
  if (!last) return { lastId: null, done: 0, columns, end: header.end };
  const lastId = last.cells.length === columns.length && last.cells[place];
  if (!lastId) throw createNoExportError("its last row does not match its header.");
  return { lastId: unescapeFormula(lastId), done: null, columns, end: last.end };
}

/** Never truncates a file that does not start like an export. */
async function requireFirstCharacter(character: string, file: FileHandle, from = 0): Promise<void> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, from);
  if (String(buffer) !== character) throw createNoExportError(`it does not start with ${character}.`);
}

function createNothingWholeError(what: "row" | "header"): HuntInputError {
  return createNoExportError(
    `it has no complete ${what}. If an export was interrupted there, delete the file and start again.`,
  );
}

function parseRowId(line: string): string | number {
  try {
    const { id } = JSON.parse(line) as { id?: unknown };
    if (typeof id === "string" || typeof id === "number") return id;
  } catch {
    // Not JSON, or not a row.
  }
  throw createNoExportError("its last line is not a row with an ID.");
}

/** Reads the last line that ends with a line feed, and the offset after it; 0 if there is none. */
async function readLastLine(file: FileHandle, size: number): Promise<{ line: string; end: number }> {
  for await (const { bytes, start } of readGrowingEnds(file, 0, size)) {
    const end = bytes.lastIndexOf("\n");
    // At offset 0, the search would start before the first byte and find the same line feed again.
    const before = end > 0 ? bytes.lastIndexOf("\n", end - 1) : -1;
    const isWhole = end >= 0 && (before >= 0 || start === 0);
    if (isWhole) return { line: bytes.toString("utf8", before + 1, end), end: start + end + 1 };
  }
  return { line: "", end: 0 };
}
