import { mkdir, type FileHandle } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { Writable } from "node:stream";
import { callbackify } from "node:util";
import { FileTargetError, replaceFile } from "@huntkit/core/files";
import type { ExportFormat, Listing, Row } from "@huntkit/core";
import { createPartError } from "./route.js";

/** A file for a response. */
export interface OutputFile {
  readonly path: string;
  readonly format: ExportFormat;
  /** Where it is requested, for errors: `output-file`, `--output`. */
  readonly place: string;
  /** Permissions of a new file. Default: those of the process. */
  readonly mode?: number;
  /** Spaces to indent JSON with. Default: 0, which is a single line. */
  readonly indent?: number;
  /** Whether to create the folder. Default: false. */
  readonly createsFolder?: boolean;
}

const formats: Readonly<Record<string, ExportFormat>> = {
  ".ndjson": "ndjson",
  ".json": "json",
  ".csv": "csv",
};

/**
 * Returns the format of a file by its name.
 *
 * @param allowed formats that the file may have. Default: all.
 * @throws {HuntInputError} if the name has another extension
 */
export function getOutputFormat<const F extends ExportFormat = ExportFormat>(
  path: string,
  place: string,
  allowed?: readonly F[],
): F {
  const isAllowed = (format: ExportFormat): format is F =>
    allowed === undefined || allowed.some((each) => each === format);
  const format = formats[extname(path).toLowerCase()];
  if (format !== undefined && isAllowed(format)) return format;
  const extensions = Object.keys(formats).filter((extension) => isAllowed(formats[extension]!));
  throw createPartError(
    place,
    "extension",
    `"${path}" does not say how to write it. End it in ${extensions.join(", ")}.`,
  );
}

/**
 * Writes the records of a list, page by page.
 *
 * @returns number of records
 * @throws {HuntInputError} with the problem `file` if the file cannot be written
 */
export function writeListing<T extends Row>(file: OutputFile, listing: Listing<T>): Promise<number> {
  return write(file, async (handle) => {
    // The export reports what goes wrong with the stream.
    const stream = new Writable({
      write: callbackify((text: Buffer, _encoding: string) => handle.writeFile(text)),
    }).on("error", () => {});
    const { rows } = await listing.exportTo(stream, { format: file.format });
    return rows;
  });
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
  return write(file, (handle) => handle.writeFile(text));
}

/** An incomplete file is never treated as the response. */
async function write<T>(
  { path, place, createsFolder, mode }: OutputFile,
  writeContent: (file: FileHandle) => Promise<T>,
): Promise<T> {
  try {
    if (createsFolder) await mkdir(dirname(path), { recursive: true });
    return await replaceFile(path, writeContent, { mode });
  } catch (error) {
    if (error instanceof FileTargetError) throw createPartError(place, "file", error.message);
    const { code, syscall } = error as NodeJS.ErrnoException;
    // A write to an open file names no path, as an error of the network does, which has a host or a port.
    const isOfFile = syscall === "write" || syscall === "fsync" || "path" in (error as object);
    if (syscall === undefined || !isOfFile) throw error;
    throw createPartError(place, "file", `${path} could not be written (${code}).`);
  }
}
