import type { FileHandle } from "node:fs/promises";
import { createNoExportError, readGrowingBeginnings, readGrowingEnds } from "./export-file.js";

/** A record, and the offset behind it. */
interface CsvRecord {
  cells: string[];
  end: number;
}

/**
 * The first record of a file; null where none was written to its end.
 *
 * @param from the offset after a byte order mark
 * @throws {HuntInputError} `problem: "no-export"` for what is no CSV
 */
export async function readHeader(file: FileHandle, from: number, size: number): Promise<CsvRecord | null> {
  for await (const bytes of readGrowingBeginnings(file, from, size)) {
    const ends = findRecords(bytes);
    if (!ends) throw createNotCsvError();
    if (ends.length > 0) return { cells: splitCells(bytes, 0, ends[0]!), end: from + ends[0]! };
  }
  return null;
}

/**
 * The last record that was written to its end; null where there is none behind the header. A line break may
 * stand in a cell, so that from the end one cannot know what is one of a record's: every way to read the
 * bytes is followed until all that are left find the same record, in more bytes where these do not decide it.
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

/**
 * Where one can be in CSV: at the start of a cell, within a plain one, within quotes, behind a quote that
 * ends them or is the first of two, behind the CR that ends a record.
 */
const states = ["start", "plain", "quoted", "quote", "cr"] as const;
type State = (typeof states)[number];

const [lf, cr, quote, comma] = Buffer.from('\n\r",') as unknown as [number, number, number, number];

/** The offsets behind each record in a piece of CSV that begins in a given state; null when that cannot be (RFC 4180). */
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

/** The records in a piece of CSV that begins with one. */
function findRecords(bytes: Buffer): number[] | null {
  return scanRecords(bytes, "start");
}

/**
 * The same of a piece that begins anywhere, once for each state that its beginning may be in. Where quotes
 * stand decides which that is: a quote that opens a cell cannot also close one, for then no letter could
 * follow.
 */
function findPossibleRecords(bytes: Buffer): number[][] {
  return states.map((state) => scanRecords(bytes, state)).filter((ends) => ends !== null);
}
