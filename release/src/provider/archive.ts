import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

/** A file in an archive. */
export interface ArchiveEntry {
  /** Name in the archive. */
  readonly name: string;
  /** Path of the file to add. */
  readonly file: string;
  readonly isExecutable: boolean;
}

/** The first date that an archive can hold. The same files then always result in the same archive. */
const mtime = new Date(1980, 0, 1);

/** Writes a zip archive. Unpackers restore the permissions of its files. */
export async function writeArchive(path: string, entries: readonly ArchiveEntry[]): Promise<void> {
  const zip = new ZipFile();
  for (const { name, file, isExecutable } of entries)
    zip.addFile(file, name, { mtime, mode: isExecutable ? 0o100755 : 0o100644, forceDosTimestamp: true });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
