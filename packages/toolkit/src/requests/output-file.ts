import { extname } from "node:path";
import { Writable } from "node:stream";
import { callbackify } from "node:util";
import type { ExportFormat, ExportOptions, ExportResult, Listing, Row } from "@huntkit/core";
import { formatCount } from "../wording.js";
import { createPartError } from "../part-error.js";
import type { RequestKind } from "./route.js";
import { writeWholeFile, type FileToWrite } from "../write-file.js";

/** The format of a file: one of data, or `binary` for the bytes of a response, such as a PDF. */
export type OutputFormat = ExportFormat | "binary";

/** A file to which a response is written. */
export interface OutputFile extends FileToWrite {
  readonly format: OutputFormat;
  /** Number of spaces to indent JSON with. Default: 0, which writes a single line. */
  readonly indent?: number;
  /** Options of CSV files. */
  readonly csv?: CsvOptions;
}

/** Options of a CSV file. */
export type CsvOptions = Pick<ExportOptions, "formulas" | "bom">;

const formats: Readonly<Record<string, OutputFormat>> = {
  ".ndjson": "ndjson",
  ".json": "json",
  ".csv": "csv",
  ".pdf": "binary",
};

/**
 * Returns the format of a file by its extension.
 *
 * @param allowed formats that are supported here. Default: all.
 * @throws {HuntInputError} if the extension is not supported
 */
export function getOutputFormat<const F extends OutputFormat = OutputFormat>(
  path: string,
  place: string,
  allowed?: readonly F[],
): F {
  const isAllowed = (format: OutputFormat): format is F =>
    allowed === undefined || allowed.some((each) => each === format);
  const format = formats[extname(path).toLowerCase()];
  if (format !== undefined && isAllowed(format)) return format;
  const extensions = Object.keys(formats).filter((extension) => isAllowed(formats[extension]!));
  throw createPartError(
    place,
    "extension",
    `"${path}" does not have a supported extension. Use ${extensions.join(", ")}.`,
  );
}

/**
 * Writes the records of a list, page by page.
 *
 * @returns the numbers of written rows and bytes
 * @throws {HuntInputError} with the problem `file` if the file cannot be written
 */
export function writeListing<T extends Row>(file: OutputFile, listing: Listing<T>): Promise<ExportResult> {
  const format = requireDataFormat(file);
  return writeWholeFile(file, async (handle) => {
    // The export reports errors of the stream.
    const stream = new Writable({
      write: callbackify((text: Buffer, _encoding: string) => handle.writeFile(text)),
    }).on("error", () => {});
    return listing.exportTo(stream, { ...file.csv, format });
  });
}

/** Returns a sentence about escaped cells of a CSV file, or undefined if there are none. */
export function describeEscaped({ escaped }: ExportResult, keep: string): string | undefined {
  if (escaped === 0) return undefined;
  const cells = `${formatCount(escaped, "cell")} ${escaped === 1 ? "starts" : "start"} like a formula`;
  return `${cells}, so ${escaped === 1 ? "it was" : "they were"} escaped with a leading '. To write the values verbatim, set ${keep}.`;
}

/**
 * Requires that the bytes of a response can be written to a file: only those of one that is not a list.
 *
 * @param kind kind of the request
 * @param hasSelect whether a part of the response is selected
 * @throws {HuntInputError} `problem: "combination"`
 */
export function requireBinaryKind(
  { format, place }: OutputFile,
  kind: RequestKind,
  hasSelect: boolean,
): void {
  if (format !== "binary" || ((kind === "other" || kind === "record") && !hasSelect)) return;
  throw createPartError(
    place,
    "combination",
    "a PDF can contain only the response to a GET request for a file, such as GET Reports/{id}/download. " +
      "Use the extension .json.",
  );
}

function requireDataFormat({ format, place }: OutputFile): ExportFormat {
  if (format !== "binary") return format;
  throw createPartError(place, "extension", "a PDF cannot contain records. Use .ndjson, .json, or .csv.");
}

/**
 * Writes the bytes of a response.
 *
 * @throws {HuntInputError} with the problem `file` if the file cannot be written
 */
export function writeBytes(file: OutputFile, bytes: Uint8Array): Promise<void> {
  return writeWholeFile(file, (handle) => handle.writeFile(bytes));
}

/**
 * Writes data as JSON, or one line per item of a list.
 *
 * @throws {HuntInputError} with the problem `file` if the file cannot be written
 */
export function writeData(file: OutputFile, data: unknown): Promise<void> {
  const { format, indent } = file;
  const text =
    format === "ndjson" && Array.isArray(data)
      ? data.map((item) => `${JSON.stringify(item ?? null)}\n`).join("")
      : `${JSON.stringify(data ?? null, undefined, indent)}\n`;
  return writeWholeFile(file, (handle) => handle.writeFile(text));
}
