import { readdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { escapeToSingleLine } from "@huntkit/core";
import { ScriptError, type Shell } from "./shell.js";

/**
 * Resolves a directory that a command reads.
 *
 * @param written the value of the option, relative to the shell's directory
 * @param option the option as the user writes it, such as `--dir`
 * @throws {ScriptError} if the directory does not exist, or is a file
 */
export async function requireDirectory(written: string, option: string, shell: Shell): Promise<string> {
  const directory = resolve(shell.cwd, written);
  const kind = await readKind(directory);
  if (kind === "directory") return directory;
  throw createPathError(
    written,
    option,
    kind === "file" ? `${directory} is not a directory` : `There is no directory ${directory}`,
  );
}

/**
 * Resolves a directory that a command writes to, and creates if necessary.
 *
 * @throws {ScriptError} if it cannot be created, because it or a directory above it is a file
 */
export async function resolveOutputDirectory(written: string, option: string, shell: Shell): Promise<string> {
  const directory = resolve(shell.cwd, written);
  let existing = directory;
  let kind = await readKind(existing);
  while (kind === "missing") {
    existing = dirname(existing);
    kind = await readKind(existing);
  }
  if (kind === "directory") return directory;
  throw createPathError(written, option, `${existing} is not a directory`);
}

/**
 * Resolves a file that a command reads, or creates in an existing directory.
 *
 * @throws {ScriptError} if it is a directory, or its directory does not exist
 */
export async function resolveFile(written: string, option: string, shell: Shell): Promise<string> {
  const file = resolve(shell.cwd, written);
  if ((await readKind(file)) === "directory")
    throw createPathError(written, option, `${file} is a directory`);
  if ((await readKind(dirname(file))) === "directory") return file;
  throw createPathError(written, option, `There is no directory ${dirname(file)}`);
}

/**
 * Resolves a file that a command reads.
 *
 * @throws {ScriptError} if it does not exist, or is a directory
 */
export async function requireFile(written: string, option: string, shell: Shell): Promise<string> {
  const file = resolve(shell.cwd, written);
  const kind = await readKind(file);
  if (kind === "file") return file;
  throw createPathError(
    written,
    option,
    kind === "missing" ? `There is no file ${file}` : `${file} is a directory`,
  );
}

/**
 * Throws if a directory has no configuration.
 *
 * @param directory the absolute path
 * @param endings how the names of files with configuration end, such as `.tf.json`
 * @throws {ScriptError} with the endings if no name has one of them
 */
export async function requireConfiguration(directory: string, endings: readonly string[]): Promise<void> {
  const names = await readdir(directory);
  if (names.some((name) => endings.some((ending) => name.endsWith(ending)))) return;
  const patterns = new Intl.ListFormat("en", { type: "disjunction" }).format(
    endings.map((each) => `*${each}`),
  );
  throw new ScriptError(
    `There is no configuration in ${escapeToSingleLine(directory)}: no file is named ${patterns}. ` +
      "Write one, or choose another directory with --dir.",
  );
}

async function readKind(path: string): Promise<"directory" | "file" | "missing"> {
  try {
    return (await stat(path)).isDirectory() ? "directory" : "file";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return "missing";
    throw error;
  }
}

function createPathError(written: string, option: string, problem: string): ScriptError {
  return new ScriptError(
    `Invalid value ${JSON.stringify(escapeToSingleLine(written))} for ${option}. ${escapeToSingleLine(problem)}.`,
  );
}
