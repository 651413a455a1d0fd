import type { FileHandle } from "node:fs/promises";
import { HuntInputError } from "../errors/hunt-error.js";

/**
 * Says that a file is none to go on with.
 *
 * @param sentence what is wrong with it
 */
export function createNoExportError(sentence: string): HuntInputError {
  return new HuntInputError(
    "resume",
    "no-export",
    `resume: the file cannot be gone on with: ${sentence} Is it what huntkit has exported, in this format?`,
  );
}

/** Bytes to begin with: more than most rows have. */
const minWindowBytes = 64 * 1024;

/** Bytes of a part of a file. */
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

/** The ends of a part of a file, each twice as long as the one before, up to the whole part; each with where it starts. */
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

/** The beginnings of a file, each twice as long as the one before, up to the whole of it. */
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
