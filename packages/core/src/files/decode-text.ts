import { readFile } from "node:fs/promises";

const byteOrderMarks: Readonly<Record<string, string>> = { fffe: "utf-16le", feff: "utf-16be" };

/**
 * Returns the text of a file in UTF-8 or, with a byte order mark, in UTF-16, which Windows PowerShell writes.
 * The byte order mark is removed.
 */
export function decodeText(bytes: Uint8Array): string {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString("hex");
  return new TextDecoder(byteOrderMarks[mark] ?? "utf-8").decode(bytes);
}

/**
 * Reads a text file with {@link decodeText}.
 *
 * @throws {Error} the system's error
 */
export async function readTextFile(path: string): Promise<string> {
  return decodeText(await readFile(path));
}
