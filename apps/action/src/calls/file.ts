import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Writable } from "node:stream";
import type { OutputFile } from "./call.js";
import { refuse } from "./values.js";

/**
 * Writes a file as a whole: under another name first, so that one that is cut short is never taken for the answer.
 *
 * @throws {HuntInputError} where the system does not let it be written
 */
export async function writeWhole<T>({ path }: OutputFile, write: (part: string) => Promise<T>): Promise<T> {
  const part = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const result = await write(part);
    await rename(part, path);
    return result;
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw code !== undefined && syscall !== undefined && "path" in (error as object)
      ? refuse("output-file", "file", `${path} could not be written (${code}).`)
      : error;
  }
}

/** Opens a stream to write to; what goes wrong with it shows where it is written to. */
export function openFile(path: string): Writable {
  return createWriteStream(path).on("error", () => {});
}

/** Writes data: as JSON, or a line for each item of a list. */
export function writeData(file: OutputFile, data: unknown): Promise<void> {
  const lines = file.format === "ndjson" && Array.isArray(data) ? data : [data];
  return writeWhole(file, (part) =>
    writeFile(part, lines.map((line) => `${JSON.stringify(line ?? null)}\n`).join("")),
  );
}
