import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { decodeText, readTextFile } from "@huntkit/core/files";
import { UsageError } from "./errors.js";
import type { System } from "./system.js";

/**
 * The text of a file that the person has named.
 *
 * @param name by what it was named, such as `--ca`
 * @param advice what to do where it cannot be read
 * @throws {UsageError} when it cannot be read
 */
export async function readText(path: string, name: string, advice = ""): Promise<string> {
  try {
    return await readTextFile(path);
  } catch (error) {
    throw new UsageError(
      `Could not read ${path} for ${name} (${(error as NodeJS.ErrnoException).code}).`,
      advice,
    );
  }
}

/** All of stdin, as text. Ctrl+C ends the wait for a writer that never ends. */
export async function readStdin(stdin: System["stdin"], signal: AbortSignal): Promise<string> {
  return decodeText(await buffer(addAbortSignal(signal, stdin)));
}
