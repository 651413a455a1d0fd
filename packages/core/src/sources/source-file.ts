import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { HuntInputError, type InputProblem } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { readTextFile } from "../files/decode-text.js";

/** The text of a script or a rule, and the path of its file. */
export interface SourceFile {
  /** Content of the file. */
  text: string;
  /** Path of the file, for errors and reports. */
  path?: string | undefined;
}

/** The text of a source, or a file. */
export type SourceInput = string | SourceFile;

/** The kind of a source, which is `input` of its errors. */
type SourceKind = "extension" | "rule";

/** Creates the error for an invalid source. */
export type ToInputError = (problem: InputProblem, message: string) => HuntInputError;

/**
 * Converts a source to a file, without the byte order mark that Windows adds, which Lua does not accept.
 *
 * @throws {HuntInputError} `input: "source"` if it is neither
 */
export function toSourceFile(input: SourceInput): SourceFile {
  const { text, path } = typeof input === "object" && input !== null ? input : { text: input };
  if (typeof text !== "string")
    throw new HuntInputError("source", "text", "source: must be a string or {text, path}.");
  return { text: text.replace(/^\ufeff/, ""), path };
}

/**
 * Returns a function that creates errors with the path of the file, or the kind of the source if it has no
 * path.
 */
export function createSourceErrors(kind: SourceKind, { path }: SourceFile): ToInputError {
  return (problem, message) =>
    new HuntInputError(kind, problem, `${escapeToSingleLine(path ?? kind)}: ${message}`);
}

/** Directories whose files are not meant to be used, as in the vendor's public repository. */
const skipped = /^(?:\..*|draft|examples|tests|node_modules)$/;

/**
 * Reads the files of a directory and all its subdirectories, sorted by path, except hidden directories and
 * `draft`, `examples`, and `tests`. It supports the layout of the vendor's public repository
 * (`official/collection/*.lua`, `contributed/...`) and flat directories. Links are not followed.
 *
 * @param endings file name extensions without the dot: `["lua"]`
 * @throws {HuntInputError} `input: "directory"` if it cannot be read
 */
export async function readDirectory(directory: string, endings: readonly string[]): Promise<SourceFile[]> {
  const paths = await listPaths(directory, endings).catch(throwDirectoryError(directory, "read"));
  return Promise.all(
    paths
      .sort()
      .map(async (path) =>
        toSourceFile({ path, text: await readTextFile(path).catch(throwDirectoryError(path, "read")) }),
      ),
  );
}

/** Returns a function that throws the error for a file or directory that cannot be used. */
export function throwDirectoryError(path: string, use: "read" | "written"): (error: unknown) => never {
  return (error) => {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new HuntInputError(
      "directory",
      use === "read" ? "unreadable" : "unwritable",
      `directory: ${escapeToSingleLine(path)} cannot be ${use} (${code}).`,
    );
  };
}

async function listPaths(directory: string, endings: readonly string[]): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory() && !skipped.test(entry.name));
  const files = entries.filter(
    (entry) => entry.isFile() && endings.some((ending) => entry.name.toLowerCase().endsWith(`.${ending}`)),
  );
  const deeper = await Promise.all(below.map(({ name }) => listPaths(join(directory, name), endings)));
  return [...files.map(({ name }) => join(directory, name)), ...deeper.flat()];
}

/**
 * Names that Windows reserves for devices, with any extension (Microsoft, "Naming Files, Paths, and
 * Namespaces").
 */
const reserved = /^(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])$/;

/**
 * Converts a name from HUNT to a file name without its extension: lower case, with `_` for spaces (as in the
 * vendor's module) and for everything that is not a letter, digit, or hyphen. It never leads to another
 * directory.
 */
export function toFileName(name: string): string {
  const plain = name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}-]+/gu, "_")
    .replace(/^_+|_+$/g, "");
  const short = Array.from(plain).slice(0, 60).join("");
  return short === "" || reserved.test(short) ? `_${short}` : short;
}
