import { readFile } from "node:fs/promises";
import { getAsset, isSea } from "node:sea";
import { escapeLines } from "@huntkit/core/escape";
import type { Shell } from "./shell.js";

/** Prints the licenses of all software in this program. A single executable has no files, and embeds them. */
export async function printLicenses(shell: Shell): Promise<number> {
  const name = "LICENSES.txt";
  const text = isSea() ? getAsset(name, "utf8") : await readFile(new URL(name, import.meta.url), "utf8");
  shell.print(escapeLines(text));
  return 0;
}
