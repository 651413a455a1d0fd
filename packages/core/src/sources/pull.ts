import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isHuntError } from "../errors/any-hunt-error.js";
import { isSameText } from "./changes.js";
import { toFileName } from "./file-name.js";
import { readFolder, throwFolderError } from "./folder.js";
import { createSkipped, type Skipped, type SkipReason } from "./skipped.js";
import type { SourceFile } from "./source-file.js";

/** What a pull did to the files of a folder. */
export interface PullReport {
  /** Files that are new, or have another content than before. */
  written: string[];
  unchanged: string[];
  /** What HUNT has and no file was written for. */
  skipped: Skipped[];
}

/** What is to be in a file. */
export interface Pulled {
  id: string;
  /** Empty where it has none. */
  guid: string;
  name: string;
  /** Why it cannot be a file; null where it can. */
  reason: SkipReason | null;
  /**
   * @param file the one that holds it already
   * @returns its text, and the folder for it where it has none
   */
  write: (file: SourceFile | undefined) => Promise<{ text: string; folder: string }>;
}

/**
 * Writes each into the file that has its GUID, or into a new one. Names come from HUNT, and lead nowhere else; no other
 * file is written over.
 *
 * @param endings of the files, behind the dot; new ones get the first
 * @param guidOf reads the GUID of a file
 * @throws {HuntInputError} `input: "folder"` where it cannot be read or written
 */
export async function pullInto(
  folder: string,
  endings: readonly [string, ...string[]],
  all: readonly Pulled[],
  guidOf: (file: SourceFile) => Promise<string>,
): Promise<PullReport> {
  await mkdir(folder, { recursive: true }).catch(throwFolderError(folder, "written"));
  const files = await readFolder(folder, endings);
  const texts = new Map(files.map(({ path, text }) => [path!, text]));
  const byGuid = new Map<string, SourceFile>();
  for (const file of files) byGuid.set(await guidOf(file).catch(ignoreUnreadable), file);
  byGuid.delete("");

  const report: PullReport = { written: [], unchanged: [], skipped: [] };
  for (const { id, guid, name, reason, write } of all) {
    const own = byGuid.get(guid);
    byGuid.delete(guid);
    if (reason) {
      report.skipped.push(createSkipped({ id, name }, reason, own?.path));
      continue;
    }
    const { text, folder: below } = await write(own);
    const isThere = (path: string) => texts.has(path) && isSameText(texts.get(path)!, text);
    const plain = join(folder, below, `${toFileName(name)}.${endings[0]}`);
    const isFree = !texts.has(plain) || isThere(plain);
    const path =
      own?.path ??
      (isFree ? plain : join(folder, below, `${toFileName(name)}-${toFileName(id)}.${endings[0]}`));
    if (isThere(path)) report.unchanged.push(path);
    else if (await writeUnlessTaken(path, text, own !== undefined)) {
      texts.set(path, text);
      report.written.push(path);
    } else report.skipped.push(createSkipped({ id, name }, "taken", path));
  }
  return report;
}

/** Writes a file, over another one only where that is allowed; whether it did. */
async function writeUnlessTaken(path: string, text: string, isOver: boolean): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true }).catch(throwFolderError(path, "written"));
  try {
    await writeFile(path, text, { flag: isOver ? "w" : "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    return throwFolderError(path, "written")(error);
  }
}

/** A file that cannot be read has no GUID, and is left alone. */
function ignoreUnreadable(error: unknown): string {
  if (isHuntError(error)) return "";
  throw error;
}
