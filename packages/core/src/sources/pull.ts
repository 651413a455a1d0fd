import { realpath } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { isHuntError } from "../errors/any-hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { createDirectory, replaceFile } from "../files/index.js";
import { isSameText } from "./changes.js";
import { readDirectory, type SourceFile, throwDirectoryError, toFileName } from "./source-file.js";

/** The result of a pull into a directory. */
export interface PullReport {
  /** Paths of files that are new or changed. */
  written: string[];
  unchanged: string[];
  /** Rows of HUNT without a written file. */
  skipped: Skipped[];
}

/** A row to write to a file. */
interface Pulled {
  id: string;
  /** GUID of the row; empty if it has none. */
  guid: string;
  name: string;
  /** Why the row cannot be written to a file; null if it can. */
  reason: SkipReason | null;
  /**
   * @param file existing file of the row
   * @returns the content, and the directory of a new file
   */
  write: (file: SourceFile | undefined) => Promise<{ text: string; directory: string }>;
}

/**
 * Writes each row to the file with its GUID, or to a new one. Names come from HUNT, so they are sanitized to
 * stay in the directory, and no other file is overwritten.
 *
 * @param endings file name extensions without the dot. New files get the first one.
 * @param guidOf reads the GUID of a file
 * @throws {HuntInputError} `input: "directory"` if it cannot be read or written
 */
export async function pullInto(
  directory: string,
  endings: readonly [string, ...string[]],
  all: readonly Pulled[],
  guidOf: (file: SourceFile) => Promise<string>,
): Promise<PullReport> {
  await createDirectory(directory).catch(throwDirectoryError(directory, "written"));
  const files = await readDirectory(directory, endings);
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
    const { text, directory: below } = await write(own);
    const isThere = (path: string) => texts.has(path) && isSameText(texts.get(path)!, text);
    const plain = join(directory, below, `${toFileName(name)}.${endings[0]}`);
    const isFree = !texts.has(plain) || isThere(plain);
    const path =
      own?.path ??
      (isFree ? plain : join(directory, below, `${toFileName(name)}-${toFileName(id)}.${endings[0]}`));
    if (isThere(path)) {
      report.unchanged.push(path);
      continue;
    }
    const obstacle = await writeBelow(directory, path, text, own !== undefined);
    if (obstacle === null) {
      texts.set(path, text);
      report.written.push(path);
    } else report.skipped.push(createSkipped({ id, name }, obstacle, path));
  }
  return report;
}

/**
 * Writes a file, but not through a link below the directory, because names from HUNT must not lead outside.
 *
 * @returns why it was not written; null if it was
 */
async function writeBelow(
  directory: string,
  path: string,
  text: string,
  isOver: boolean,
): Promise<SkipReason | null> {
  await createDirectory(dirname(path)).catch(throwDirectoryError(path, "written"));
  const place = join(await realpath(directory), relative(directory, dirname(path)));
  if ((await realpath(dirname(path))) !== place) return "link";
  try {
    const ifExists = isOver ? "replace" : "fail";
    await replaceFile(path, (file) => file.writeFile(text), { followLinks: false, ifExists });
    return null;
  } catch (error) {
    // A directory, a link, or a file that was created in the meantime.
    if (["EEXIST", "ELOOP", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return "taken";
    return throwDirectoryError(path, "written")(error);
  }
}

/** A file that cannot be parsed has no GUID, and is ignored. */
function ignoreUnreadable(error: unknown): string {
  if (isHuntError(error)) return "";
  throw error;
}

/**
 * Why a pull does not write a file. `no-body`: HUNT does not return the body. `no-guid` and `no-name`: HUNT
 * has no GUID or name, so the file would be invalid. `taken`: something else has the path of the file.
 * `link`: a directory in the path is a symbolic link that could lead outside.
 */
export type SkipReason = "no-body" | "no-guid" | "no-name" | "taken" | "link";

/** A row that a pull skipped. */
export interface Skipped {
  /** ID of HUNT's row. */
  id: string;
  name: string;
  /** Path of the unchanged file; undefined if there is none. */
  path: string | undefined;
  reason: SkipReason;
  /** Message for people: what is wrong and how to fix it. */
  message: string;
}

const advice: Record<SkipReason, string> = {
  "no-body": "HUNT does not return its body. Check it in HUNT's web console.",
  "no-guid": "HUNT has no GUID for it, which identifies the file. Add a GUID in HUNT, then pull again.",
  "no-name": "HUNT has no name for it. Add a name in HUNT, then pull again.",
  taken: "the path is already in use. Move the existing file or directory, then pull again.",
  link: "a directory in the path is a symbolic link. Replace the link with a directory, then pull again.",
};

/** Creates the entry of a skipped row, with a message that says how to fix it. */
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
