import { randomUUID } from "node:crypto";
import { chmod, lstat, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { createDirectory } from "@huntkit/core/files";
import { ScriptError } from "./shell.js";

/** A file to write. */
export interface NewFile {
  /** The path in the directory. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** The permissions. Default: 0o644. */
  readonly mode?: number;
}

/**
 * Writes files to a directory, which is created if necessary. Each file is written atomically. Without
 * `force`, no file is replaced.
 *
 * @throws {ScriptError} with the names of files that already exist. Nothing is then written.
 */
export async function writeFiles(
  folder: string,
  files: readonly NewFile[],
  { force = false } = {},
): Promise<void> {
  if (!force) await requireNone(folder, files);
  for (const { path, content, mode } of files) await replaceFile(join(folder, path), content, mode);
}

/**
 * Throws if one of the files exists.
 *
 * @throws {ScriptError} like {@link writeFiles}
 */
export async function requireNone(folder: string, files: readonly Pick<NewFile, "path">[]): Promise<void> {
  const taken: string[] = [];
  for (const { path } of files)
    if (
      await lstat(join(folder, path)).then(
        () => true,
        () => false,
      )
    )
      taken.push(path);
  if (taken.length === 0) return;
  const shown = `${taken.slice(0, 5).join(", ")}${taken.length > 5 ? `, and ${taken.length - 5} more` : ""}`;
  throw new ScriptError(
    `${escapeToSingleLine(folder)} already contains ${escapeToSingleLine(shown)}. ` +
      "Choose another directory with --out, or replace the files with --force.",
  );
}

/** Writes a file atomically: readers find the complete old or the complete new one. */
export async function replaceFile(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  await createDirectory(dirname(path));
  const temporary = join(dirname(path), `.${randomUUID().slice(0, 8)}.${basename(path).slice(0, 40)}`);
  try {
    await writeFile(temporary, content, { mode, flag: "wx" });
    // The umask can remove permissions that `mode` grants.
    await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
