import type { FileHandle } from "node:fs/promises";
import { findPossibleRecords, findRecords } from "./csv-scan.js";
import { createNoExportError } from "./no-export.js";
import { readGrowingBeginnings, readGrowingEnds } from "./read-window.js";

/** A record, and the offset behind it. */
interface CsvRecord {
  cells: string[];
  end: number;
}

/**
 * The first record of a file; null where none was written to its end.
 *
 * @throws {HuntInputError} `problem: "no-export"` for what is no CSV
 */
export async function readHeader(file: FileHandle, size: number): Promise<CsvRecord | null> {
  for await (const bytes of readGrowingBeginnings(file, size)) {
    const ends = findRecords(bytes);
    if (!ends) throw createNotCsvError();
    if (ends.length > 0) return { cells: splitCells(bytes, 0, ends[0]!), end: ends[0]! };
  }
  return null;
}

/**
 * The last record that was written to its end; null where there is none behind the header. A line break may stand in a cell,
 * so that from the end one cannot know what is one of a record's: every way to read the bytes is followed until all that are
 * left find the same record, in more bytes where these do not decide it.
 *
 * @param from the offset behind the header
 * @throws {HuntInputError} `problem: "no-export"` for what is no CSV
 */
export async function readLastRecord(
  file: FileHandle,
  from: number,
  size: number,
): Promise<CsvRecord | null> {
  for await (const { bytes, start } of readGrowingEnds(file, from, size)) {
    const fromStart = start === from && findRecords(bytes);
    const readings = start > from ? findPossibleRecords(bytes) : fromStart ? [[0, ...fromStart]] : [];
    if (readings.length === 0) throw createNotCsvError();
    const [begin, end] = readings[0]!.slice(-2);
    const isDecided =
      end !== undefined && readings.every((ends) => ends.at(-2) === begin && ends.at(-1) === end);
    if (isDecided) return { cells: splitCells(bytes, begin!, end), end: start + end };
  }
  return null;
}

function splitCells(bytes: Buffer, begin: number, end: number): string[] {
  const text = bytes.toString("utf8", begin, end - 2);
  return [...`${text},`.matchAll(/(?:"([^"]*(?:""[^"]*)*)"|([^,]*)),/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
  );
}

function createNotCsvError() {
  return createNoExportError("it is no CSV with lines that end in CRLF, as RFC 4180 has it.");
}
