import { readdir, rmdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { escapeToSingleLine } from "@huntkit/core/escape";
import { formatList } from "@huntkit/core/internal";
import { createDirectory } from "@huntkit/core/files";
import { describeSystemError, ScriptError, type Shell } from "./shell.js";

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
    kind === "file" ? `${directory} is not a directory` : `${directory} does not exist`,
  );
}

/**
 * Resolves a directory that a command writes to, and creates if necessary. It is not created yet, so a
 * command that fails leaves nothing.
 *
 * @throws {ScriptError} if it cannot be created, for example because a directory above it is a file or
 *   read-only
 */
export async function resolveOutputDirectory(written: string, option: string, shell: Shell): Promise<string> {
  const directory = resolve(shell.cwd, written);
  let existing = directory;
  let kind = await readKind(existing);
  while (kind === "missing") {
    existing = dirname(existing);
    kind = await readKind(existing);
  }
  if (kind !== "directory") throw createPathError(written, option, `${existing} is not a directory`);
  try {
    await tryToCreate(directory, existing);
  } catch (error) {
    throw createPathError(written, option, `Could not create ${directory}: ${describeSystemError(error)}`);
  }
  return directory;
}

/** Creates a directory, and removes it again. Permissions do not show whether a file system is read-only. */
async function tryToCreate(directory: string, existing: string): Promise<void> {
  await createDirectory(directory);
  // Another process may have written to it in the meantime.
  for (let created = directory; created !== existing; created = dirname(created))
    await rmdir(created).catch(() => {});
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
  throw createPathError(written, option, `${dirname(file)} does not exist`);
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
    kind === "missing" ? `${file} does not exist` : `${file} is a directory`,
  );
}

/**
 * Throws if a directory has no configuration.
 *
 * @param directory the absolute path
 * @param endings the extensions of files with configuration, such as `.tf.json`
 * @throws {ScriptError} with the extensions if no file has one of them
 */
export async function requireConfiguration(directory: string, endings: readonly string[]): Promise<void> {
  const names = await readdir(directory);
  if (names.some((name) => endings.some((ending) => name.endsWith(ending)))) return;
  const patterns = formatList(
    endings.map((each) => `*${each}`),
    "or",
  );
  throw new ScriptError(
    `No configuration found in ${escapeToSingleLine(directory)}: no file matches ${patterns}. ` +
      "Create one, or choose another directory with --dir.",
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
