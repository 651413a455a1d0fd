import { realpath } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { isHuntError } from "../errors/any-hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { createDirectory, replaceFile } from "../files/index.js";
import { isSameText } from "./changes.js";
import { readFolder, type SourceFile, throwFolderError, toFileName } from "./source-file.js";

/** What a pull did to the files of a folder. */
export interface PullReport {
  /** Files that are new, or have another content than before. */
  written: string[];
  unchanged: string[];
  /** What HUNT has and no file was written for. */
  skipped: Skipped[];
}

/** What is to be in a file. */
interface Pulled {
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
 * Writes each into the file that has its GUID, or into a new one. Names come from HUNT, and lead nowhere
 * else; no other file is written over.
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
  await createDirectory(folder).catch(throwFolderError(folder, "written"));
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
    if (isThere(path)) {
      report.unchanged.push(path);
      continue;
    }
    const obstacle = await writeBelow(folder, path, text, own !== undefined);
    if (obstacle === null) {
      texts.set(path, text);
      report.written.push(path);
    } else report.skipped.push(createSkipped({ id, name }, obstacle, path));
  }
  return report;
}

/**
 * Writes a file, but not through a link below the folder: names from HUNT must lead nowhere else.
 *
 * @returns why it was not written; null if it was
 */
async function writeBelow(
  folder: string,
  path: string,
  text: string,
  isOver: boolean,
): Promise<SkipReason | null> {
  await createDirectory(dirname(path)).catch(throwFolderError(path, "written"));
  const place = join(await realpath(folder), relative(folder, dirname(path)));
  if ((await realpath(dirname(path))) !== place) return "link";
  try {
    const ifExists = isOver ? "replace" : "fail";
    await replaceFile(path, (file) => file.writeFile(text), { followLinks: false, ifExists });
    return null;
  } catch (error) {
    // A directory, a link, or a file that no one has read.
    if (["EEXIST", "ELOOP", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return "taken";
    return throwFolderError(path, "written")(error);
  }
}

/** A file that cannot be read has no GUID, and is left alone. */
function ignoreUnreadable(error: unknown): string {
  if (isHuntError(error)) return "";
  throw error;
}

/**
 * Why a pull writes no file: HUNT tells no body, or has no GUID or no name for it, without which nothing
 * could read the file; or something else is in the file's place (`taken`), or a folder on its way is a link
 * that could lead elsewhere (`link`).
 */
export type SkipReason = "no-body" | "no-guid" | "no-name" | "taken" | "link";

/** A row that a pull left out. */
export interface Skipped {
  /** HUNT's row. */
  id: string;
  name: string;
  /** The file that stays as it is; undefined where there is none. */
  path: string | undefined;
  reason: SkipReason;
  /** For people: what is wrong and what to do. */
  message: string;
}

const advice: Record<SkipReason, string> = {
  "no-body": "HUNT does not tell its body. Look at it in HUNT.",
  "no-guid": "HUNT has no GUID for it, by which a file is known again. Give its row one, then pull again.",
  "no-name": "HUNT has no name for it. Give its row one, then pull again.",
  taken: "something else is in its place. Move that away, then pull again.",
  link: "a folder on its way is a symbolic link. Replace the link with a folder, then pull again.",
};

/** What was left out, with what to do about it. */
function createSkipped(
  { id, name }: { id: string; name: string },
  reason: SkipReason,
  path: string | undefined,
): Skipped {
  return {
    id,
    name,
    path,
    reason,
    message: `${escapeToSingleLine(path ?? `${name} (${id})`)}: ${advice[reason]}`,
  };
}
