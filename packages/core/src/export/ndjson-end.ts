import type { FileHandle } from "node:fs/promises";
import { readGrowingEnds } from "./read-window.js";

/** The last line that has its line feed, and the offset behind that; 0 where there is none. */
export async function readLastLine(file: FileHandle, size: number): Promise<{ line: string; end: number }> {
  for await (const { bytes, start } of readGrowingEnds(file, 0, size)) {
    const end = bytes.lastIndexOf("\n");
    // The same line feed would be found again where the search began before the first byte.
    const before = end > 0 ? bytes.lastIndexOf("\n", end - 1) : -1;
    const isWhole = end >= 0 && (before >= 0 || start === 0);
    if (isWhole) return { line: bytes.toString("utf8", before + 1, end), end: start + end + 1 };
  }
  return { line: "", end: 0 };
}
