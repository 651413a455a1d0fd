import type { HuntInputError } from "../errors/hunt-error.js";
import {
  createChangedFileError,
  type ExportFile,
  readGrowingBeginnings,
  readGrowingEnds,
} from "./export-file.js";

/** A record, and the offset after its end. */
interface CsvRecord {
  cells: string[];
  end: number;
}

/**
 * Reads the first record of a file.
 *
 * @param from offset after a byte order mark, in bytes
 * @returns null if no record is complete
 * @throws {HuntInputError} `problem: "no-export"` if the file is not CSV
 */
export async function readHeader(file: ExportFile, from: number): Promise<CsvRecord | null> {
  for await (const bytes of readGrowingBeginnings(file, from)) {
    const ends = findRecords(bytes);
    if (!ends) throw createNotCsvError(file);
    if (ends.length > 0) return { cells: splitCells(bytes, 0, ends[0]!), end: from + ends[0]! };
  }
  return null;
}

/**
 * Reads the last complete record of a file. A line break can be part of a cell, so the end of the file does
 * not show where a record ends. All possible readings of the bytes are compared. If they disagree, more bytes
 * are read.
 *
 * @param from offset after the header, in bytes
 * @returns null if no record after the header is complete
 * @throws {HuntInputError} `problem: "no-export"` if the file is not CSV
 */
export async function readLastRecord(file: ExportFile, from: number): Promise<CsvRecord | null> {
  for await (const { bytes, start } of readGrowingEnds(file, from)) {
    const readings = start > from ? findPossibleRecords(bytes) : findRecordsFromStart(bytes);
    if (readings.length === 0) throw createNotCsvError(file);
    const [begin, end] = readings[0]!.slice(-2);
    const isDecided =
      end !== undefined && readings.every((ends) => ends.at(-2) === begin && ends.at(-1) === end);
    if (isDecided) return { cells: splitCells(bytes, begin!, end), end: start + end };
  }
  return null;
}

function findRecordsFromStart(bytes: Buffer): number[][] {
  const ends = findRecords(bytes);
  return ends ? [[0, ...ends]] : [];
}

function splitCells(bytes: Buffer, begin: number, end: number): string[] {
  const text = bytes.toString("utf8", begin, end - 2);
  return [...`${text},`.matchAll(/(?:"([^"]*(?:""[^"]*)*)"|([^,]*)),/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
  );
}

function createNotCsvError(file: ExportFile): HuntInputError {
  return createChangedFileError(file, "it is not CSV with CRLF line ends (RFC 4180).");
}

/**
 * States of a CSV parser: at the start of a cell, in a plain cell, inside quotes, after a quote that ends
 * them or is the first of two, and after the CR that ends a record.
 */
const states = ["start", "plain", "quoted", "quote", "cr"] as const;
type State = (typeof states)[number];

const [lf, cr, quote, comma] = Buffer.from('\n\r",') as unknown as [number, number, number, number];

/**
 * Returns the offset after each record in CSV that starts in the given state; null if that is impossible (RFC
 * 4180).
 */
function scanRecords(bytes: Buffer, begin: State): number[] | null {
  const ends: number[] = [];
  let state: State | null = begin;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (state === "cr" && byte === lf) ends.push(index + 1);
    state = toNextState(state, byte);
    if (state === null) return null;
  }
  return ends;
}

function toNextState(state: State, byte: number): State | null {
  if (state === "quoted") return byte === quote ? "quote" : "quoted";
  if (state === "cr") return byte === lf ? "start" : null;
  if (byte === quote) return state === "start" || state === "quote" ? "quoted" : null;
  if (byte === comma) return "start";
  if (byte === cr) return "cr";
  return state === "quote" || byte === lf ? null : "plain";
}

/** Returns the offset after each record in CSV that starts with a record; null if that is impossible. */
function findRecords(bytes: Buffer): number[] | null {
  return scanRecords(bytes, "start");
}

/**
 * Returns the offsets for CSV that starts anywhere, once for each possible state at its start. The positions
 * of quotes exclude most states: a quote that opens a cell cannot also close one, because no letter could
 * follow.
 */
function findPossibleRecords(bytes: Buffer): number[][] {
  return states.map((state) => scanRecords(bytes, state)).filter((ends) => ends !== null);
}
