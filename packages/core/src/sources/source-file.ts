import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { HuntInputError, type InputProblem } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { readTextFile } from "../files/decode-text.js";

/** The text of a script or a rule, and where it comes from. */
export interface SourceFile {
  /** All that the file holds. */
  text: string;
  /** The file, for errors and reports. */
  path?: string | undefined;
}

/** A text alone, or with its file. */
export type SourceInput = string | SourceFile;

/** What a source can be, as errors name it in `input`. */
type SourceKind = "extension" | "rule";

/** Makes the error for something that is wrong with one source. */
export type Refuse = (problem: InputProblem, message: string) => HuntInputError;

/**
 * A source as file, without the byte order mark that Windows puts at the beginning, and which Lua does not
 * take.
 *
 * @throws {HuntInputError} `input: "source"` where JavaScript gave neither
 */
export function toSourceFile(input: SourceInput): SourceFile {
  const { text, path } = typeof input === "object" && input !== null ? input : { text: input };
  if (typeof text !== "string")
    throw new HuntInputError("source", "text", "source: give the text, or {text, path}.");
  return { text: text.replace(/^\ufeff/, ""), path };
}

/** Errors that name the file, or the kind of source where there is none. */
export function createSourceErrors(kind: SourceKind, { path }: SourceFile): Refuse {
  return (problem, message) =>
    new HuntInputError(kind, problem, `${escapeToSingleLine(path ?? kind)}: ${message}`);
}

/** Folders whose files are not meant to be used, as in the vendor's public repository. */
const skipped = /^(?:\..*|draft|examples|tests|node_modules)$/;

/**
 * The files of a folder and all folders below it, sorted by path, but for hidden folders and for `draft`,
 * `examples` and `tests`. Takes the layout of the vendor's public repository (`official/collection/*.lua`,
 * `contributed/...`) as well as a flat folder. Links are not followed.
 *
 * @param endings what the names end with, behind the dot: `["lua"]`
 * @throws {HuntInputError} `input: "folder"` when it cannot be read
 */
export async function readFolder(folder: string, endings: readonly string[]): Promise<SourceFile[]> {
  const paths = await listPaths(folder, endings).catch(throwFolderError(folder, "read"));
  return Promise.all(
    paths
      .sort()
      .map(async (path) =>
        toSourceFile({ path, text: await readTextFile(path).catch(throwFolderError(path, "read")) }),
      ),
  );
}

/** What to do where a file or a folder cannot be used: says so, for people. */
export function throwFolderError(path: string, use: "read" | "written"): (error: unknown) => never {
  return (error) => {
    const { code = "no reason told" } = error as NodeJS.ErrnoException;
    throw new HuntInputError(
      "folder",
      use === "read" ? "unreadable" : "unwritable",
      `folder: ${escapeToSingleLine(path)} cannot be ${use} (${code}).`,
    );
  };
}

async function listPaths(folder: string, endings: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory() && !skipped.test(entry.name));
  const files = entries.filter(
    (entry) => entry.isFile() && endings.some((ending) => entry.name.toLowerCase().endsWith(`.${ending}`)),
  );
  const deeper = await Promise.all(below.map(({ name }) => listPaths(join(folder, name), endings)));
  return [...files.map(({ name }) => join(folder, name)), ...deeper.flat()];
}

/** Names that Windows reserves for devices, with any ending (Microsoft, "Naming Files, Paths, and Namespaces"). */
const reserved = /^(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])$/;

/**
 * What HUNT calls a thing, as the name of a file without its ending: lower case, with `_` for spaces (as the
 * vendor's module does) and for whatever else is no letter, digit or hyphen. It never leads to another
 * folder.
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
