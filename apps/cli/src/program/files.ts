import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
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
    return decodeText(await readFile(path));
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

/**
 * Returns the text of a file in UTF-8 or, with a byte order mark, in UTF-16, which Windows PowerShell writes.
 * The mark is not part of
 * the text.
 */
export function decodeText(bytes: Buffer): string {
  const encoding = byteOrderMarks[bytes.subarray(0, 2).toString("hex")] ?? "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

const byteOrderMarks: Readonly<Record<string, string>> = { fffe: "utf-16le", feff: "utf-16be" };
