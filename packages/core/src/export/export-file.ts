import type { FileHandle } from "node:fs/promises";
import { HuntInputError } from "../errors/hunt-error.js";

/**
 * Creates the error for a file that an export cannot resume.
 *
 * @param sentence what is wrong with the file
 */
export function createNoExportError(sentence: string): HuntInputError {
  return new HuntInputError(
    "resume",
    "no-export",
    `resume: cannot resume this file: ${sentence} Use a file that huntkit exported in this format.`,
  );
}

/** Initial number of bytes to read. Most rows are shorter. */
const minWindowBytes = 64 * 1024;

/** Reads a part of a file. */
async function readPart(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, start + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** Yields ever longer ends of a part of a file, with their start, doubling up to the whole part. */
export async function* readGrowingEnds(
  file: FileHandle,
  from: number,
  size: number,
): AsyncGenerator<{ bytes: Buffer; start: number }> {
  for (let length = minWindowBytes; ; length *= 2) {
    const start = Math.max(from, size - length);
    yield { bytes: await readPart(file, start, size), start };
    if (start === from) return;
  }
}

/** Yields ever longer beginnings of a part of a file, doubling up to the whole part. */
export async function* readGrowingBeginnings(
  file: FileHandle,
  from: number,
  size: number,
): AsyncGenerator<Buffer> {
  for (let length = minWindowBytes; ; length *= 2) {
    yield await readPart(file, from, Math.min(from + length, size));
    if (from + length >= size) return;
  }
}
