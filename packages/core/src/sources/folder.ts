import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../text.js";
import { toSourceFile, type SourceFile } from "./source-file.js";

/** Folders whose files are not meant to be used, as in the vendor's public repository. */
const skipped = /^(?:\..*|draft|examples|tests|node_modules)$/;

/**
 * The files of a folder and all folders below it, sorted by path, but for hidden folders and for `draft`, `examples` and
 * `tests`. Takes the layout of the vendor's public repository (`official/collection/*.lua`, `contributed/...`) as well as
 * a flat folder. Links are not followed.
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
        toSourceFile({ path, text: await readFile(path, "utf8").catch(throwFolderError(path, "read")) }),
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
