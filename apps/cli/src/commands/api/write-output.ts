import { createWriteStream } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { extname } from "node:path";
import type { ExportFormat, Listing, Row } from "@huntkit/core";
import { CommandError, UsageError } from "../../program/errors.js";

const formats: Readonly<Record<string, ExportFormat>> = {
  ".json": "json",
  ".ndjson": "ndjson",
  ".csv": "csv",
};

/**
 * How a file is written, by its name.
 *
 * @throws {UsageError} where that does not tell
 */
export function getExportFormat(
  path: string,
  flag: string,
  known: readonly string[] = Object.keys(formats),
): ExportFormat {
  const extension = extname(path).toLowerCase();
  const format = known.includes(extension) ? formats[extension] : undefined;
  if (format !== undefined) return format;
  throw new UsageError(`${flag}: "${path}" does not say how to write it.`, `End it in ${known.join(", ")}.`);
}

/**
 * Writes the records of a list, a page at a time.
 *
 * @returns how many
 */
export async function writeListing<T extends Row>(path: string, listing: Listing<T>): Promise<number> {
  const format = getExportFormat(path, "--output");
  return writeAtomically(
    path,
    async (part) =>
      (
        await listing.exportTo(
          createWriteStream(part, { mode: 0o600 }).on("error", () => {}),
          { format },
        )
      ).rows,
  );
}

/** Writes data: as JSON, or an item a line. */
export async function writeData(path: string, data: unknown): Promise<void> {
  const isLines = getExportFormat(path, "--output") === "ndjson" && Array.isArray(data);
  const text = isLines
    ? data.map((item) => `${JSON.stringify(item)}\n`).join("")
    : `${JSON.stringify(data ?? null, undefined, 2)}\n`;
  await writeAtomically(path, (part) => writeFile(part, text, { mode: 0o600 }));
}

/** Under another name first, so that a file that is cut short is never taken for the answer. */
async function writeAtomically<T>(path: string, write: (part: string) => Promise<T>): Promise<T> {
  const part = `${path}.part`;
  try {
    const result = await write(part);
    await rename(part, path);
    return result;
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw syscall !== undefined && "path" in (error as object)
      ? new CommandError(`${path}: it could not be written (${code}).`)
      : error;
  }
}
