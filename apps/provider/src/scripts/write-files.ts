import { randomUUID } from "node:crypto";
import { chmod, lstat, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { escapeToSingleLine } from "@huntkit/core";
import { ScriptError } from "./shell.js";

/** A file to be written. */
export interface NewFile {
  /** Its path below the folder. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Who may do what; 0o644 unless told. */
  readonly mode?: number;
}

/**
 * Writes files into a folder, which is made where it is missing. None is ever half-written, and without `force` none
 * takes the place of another.
 *
 * @throws {ScriptError} that names the files that are there already; nothing is written then
 */
export async function writeFiles(
  folder: string,
  files: readonly NewFile[],
  { force = false } = {},
): Promise<void> {
  if (!force) await requireNone(folder, files);
  for (const { path, content, mode } of files) await replaceFile(join(folder, path), content, mode);
}

/** @throws {ScriptError} as {@link writeFiles} */
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
    `${escapeToSingleLine(folder)} has ${escapeToSingleLine(shown)} already. Choose another folder with --out, or replace them with --force.`,
  );
}

/** Puts a file into its place in one step, so that whoever reads finds the old one or the new one, whole. */
export async function replaceFile(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${randomUUID().slice(0, 8)}.${basename(path).slice(0, 40)}`);
  try {
    await writeFile(temporary, content, { mode, flag: "wx" });
    // What `mode` takes away from what others may do, the umask can, too; what it grants is to hold.
    await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
