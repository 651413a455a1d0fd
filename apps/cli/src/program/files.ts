import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { decodeText, readTextFile } from "@huntkit/core/files";
import { UsageError } from "./errors.js";
import type { System } from "./system.js";

/**
 * Reads a text file that the user named.
 *
 * @param name name of the flag or argument, such as `--ca`, for the error message
 * @param advice what to do if the file cannot be read
 * @throws {UsageError} if the file cannot be read
 */
export async function readText(path: string, name: string, advice = ""): Promise<string> {
  try {
    return await readTextFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EISDIR")
      throw new UsageError(`${path} for ${name} is a directory.`, "Use the path of a file.");
    throw new UsageError(`Could not read ${path} for ${name} (${code}).`, advice);
  }
}

/** Reads all of stdin as text. Ctrl+C stops it, also if the writer never closes stdin. */
export async function readStdin(stdin: System["stdin"], signal: AbortSignal): Promise<string> {
  return decodeText(await buffer(addAbortSignal(signal, stdin)));
}
