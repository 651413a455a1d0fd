import { type FileHandle, open } from "node:fs/promises";
import type { HuntInputError } from "../errors/hunt-error.js";
import { readHeader, readLastRecord } from "./csv-records.js";
import { byteOrderMark, unescapeFormula } from "./encoder.js";
import { createNoExportError, readGrowingEnds } from "./export-file.js";
import type { Checkpoint } from "./export-options.js";

/** What is whole in a file, and where that ends, in bytes. */
interface Whole extends Checkpoint {
  end: number;
}

/**
 * Finds where an export to a file stopped, wherever it was interrupted behind its first row: cuts off a row
 * that was not written to its end, and gives the checkpoint with which `exportTo` goes on, into a stream that
 * appends. Reads the end of the file, and of CSV the header. A file that is not there, or is empty, is an
 * export at its very beginning. One without a single whole row, or header, cannot be told from other files,
 * and is never cut.
 *
 * @param path the file, as an export by huntkit left it
 * @param format what it holds; of CSV, `id` has to be among the columns
 * @throws {HuntInputError} `input: "resume"`, `problem: "no-export"` when the file is not such an export; it
 *   then stays as it is
 * @throws Node's own error when the file cannot be read or cut
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
  if (place < 0) throw createNoExportError("its header has no column id.");
  const last = await readLastRecord(file, header.end, size);
  if (!last) return { lastId: null, done: 0, columns, end: header.end };
  const lastId = last.cells.length === columns.length && last.cells[place];
  if (!lastId) throw createNoExportError("its last row does not fit its header.");
  return { lastId: unescapeFormula(lastId), done: null, columns, end: last.end };
}

/** Nothing is cut off a file that begins as no export does. */
async function requireFirstCharacter(character: string, file: FileHandle, from = 0): Promise<void> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, from);
  if (String(buffer) !== character) throw createNoExportError(`it does not begin with ${character}.`);
}

function createNothingWholeError(what: "row" | "header"): HuntInputError {
  return createNoExportError(
    `it holds no whole ${what}, so that nothing shows what it is. If an export stopped there, delete it and begin anew.`,
  );
}

function parseRowId(line: string): string | number {
  try {
    const { id } = JSON.parse(line) as { id?: unknown };
    if (typeof id === "string" || typeof id === "number") return id;
  } catch {
    // Said below: no JSON, or none of a row.
  }
  throw createNoExportError("its last line is no row with an id.");
}

/** The last line that has its line feed, and the offset behind that; 0 where there is none. */
async function readLastLine(file: FileHandle, size: number): Promise<{ line: string; end: number }> {
  for await (const { bytes, start } of readGrowingEnds(file, 0, size)) {
    const end = bytes.lastIndexOf("\n");
    // The same line feed would be found again where the search began before the first byte.
    const before = end > 0 ? bytes.lastIndexOf("\n", end - 1) : -1;
    const isWhole = end >= 0 && (before >= 0 || start === 0);
    if (isWhole) return { line: bytes.toString("utf8", before + 1, end), end: start + end + 1 };
  }
  return { line: "", end: 0 };
}
