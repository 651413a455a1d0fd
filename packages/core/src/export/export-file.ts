import type { FileHandle } from "node:fs/promises";
import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

/** An open file that may contain an interrupted export. */
export interface ExportFile {
  readonly handle: FileHandle;
  /** Path of the file, for errors. */
  readonly path: string;
  /** Size of the file in bytes. */
  readonly size: number;
}

/**
 * Creates the error for a file that an export cannot resume.
 *
 * @param sentences what is wrong with the file, and what to do
 */
export function createNoExportError({ path }: Pick<ExportFile, "path">, sentences: string): HuntInputError {
  return new HuntInputError(
    "resume",
    "no-export",
    `resume: cannot resume ${escapeToSingleLine(path)}: ${sentences}`,
  );
}

/** Creates the error for a file that is not exactly what an export writes. */
export function createChangedFileError(file: Pick<ExportFile, "path">, sentence: string): HuntInputError {
  return createNoExportError(
    file,
    `${sentence} Another program might have changed it. Export to a new file.`,
  );
}

/** Initial number of bytes to read. Most rows are shorter. */
const minWindowBytes = 64 * 1024;

/** Reads a part of a file. */
async function readPart({ handle }: ExportFile, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, start + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** Yields ever longer ends of a part of a file, with their start, doubling up to the whole part. */
export async function* readGrowingEnds(
  file: ExportFile,
  from: number,
): AsyncGenerator<{ bytes: Buffer; start: number }> {
  for (let length = minWindowBytes; ; length *= 2) {
    const start = Math.max(from, file.size - length);
    yield { bytes: await readPart(file, start, file.size), start };
    if (start === from) return;
  }
}

/** Yields ever longer beginnings of a part of a file, doubling up to the whole part. */
export async function* readGrowingBeginnings(file: ExportFile, from: number): AsyncGenerator<Buffer> {
  for (let length = minWindowBytes; ; length *= 2) {
    yield await readPart(file, from, Math.min(from + length, file.size));
    if (from + length >= file.size) return;
  }
}
