import { open, readFile, rm, stat } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { quoteForShell } from "@huntkit/core/escape";
import { writePrivateFile } from "@huntkit/core/files";
import { explainUnknownRoute } from "@huntkit/toolkit/requests";
import { CommandError, UsageError } from "../../program/errors.js";

/** The query of an export. It is stored next to the output file, for a resumed export. */
export interface ExportQuery {
  /** Origin of the instance. */
  readonly instance: string;
  readonly model: string;
  readonly where?: object | undefined;
  readonly fields?: readonly string[] | undefined;
}

/**
 * Returns the query of an export: the given one, or with `resume` the stored one. Returns null if a resumed
 * export is complete.
 *
 * @throws {UsageError} if the file exists, without `resume` and `force`; if there is nothing to resume; or if
 *   the given query differs from the stored one
 */
export async function resolveQuery(
  path: string,
  given: ExportQuery,
  { resume, force }: { readonly resume: boolean; readonly force: boolean },
): Promise<ExportQuery | null> {
  if (!resume) {
    if (!force && (await isNonEmptyFile(path)))
      throw new UsageError(`${path} already exists.`, "Resume it with --resume, or replace it with --force.");
    return given;
  }
  const kept = await readQuery(path);
  if (kept === null) {
    if (await isWholeExport(path)) return null;
    if (await isNonEmptyFile(path))
      throw new UsageError(
        `Could not resume the export in ${path}: ${getQueryPath(path)} does not exist, and the file is not a complete export.`,
        "Replace the file with --force, or use a different file.",
      );
    throw new UsageError(
      `Nothing to resume in ${path}: no rows were written.`,
      "Run the export without --resume, with the same conditions.",
    );
  }
  if (kept.instance !== given.instance)
    throw new UsageError(
      `${path} is an export of ${kept.instance}, not of ${given.instance}.`,
      `Add --instance ${kept.instance}, or use its profile.`,
    );
  if (kept.model.toLowerCase() !== given.model.toLowerCase())
    throw new UsageError(
      `${path} is an export of ${kept.model}.`,
      `Continue with: hunt export ${kept.model} --output ${quoteForShell(path)} --resume`,
    );
  for (const name of ["where", "fields"] as const) {
    if (given[name] === undefined || isDeepStrictEqual(given[name], kept[name])) continue;
    throw new UsageError(
      `${name === "where" ? "The condition" : `--${name}`} differs from the export in ${path}, which has ${kept[name] === undefined ? "none" : JSON.stringify(kept[name])}.`,
      "Remove it. --resume uses the stored conditions.",
    );
  }
  return kept;
}

/** Stores the query of an export, or deletes it if the query is null. */
export async function saveQuery(path: string, query: ExportQuery | null): Promise<void> {
  if (query === null) return rm(getQueryPath(path), { force: true });
  try {
    await writePrivateFile(getQueryPath(path), `${JSON.stringify(query)}\n`);
  } catch (error) {
    throw new UsageError(
      `Could not write to the directory of ${path}, the file for --output (${(error as NodeJS.ErrnoException).code}).`,
      "Check that the directory exists and is writable.",
    );
  }
}

function getQueryPath(path: string): string {
  return `${path}.resume`;
}

async function readQuery(path: string): Promise<ExportQuery | null> {
  try {
    return JSON.parse(await readFile(getQueryPath(path), "utf8")) as ExportQuery;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new UsageError(
      `Could not read the conditions of the export from ${getQueryPath(path)}.`,
      "Start the export again with --force.",
    );
  }
}

async function isNonEmptyFile(path: string): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
}

/** Returns whether a file starts like an export, and its last row is complete. */
async function isWholeExport(path: string): Promise<boolean> {
  const file = await open(path, "r").catch(() => null);
  if (file === null) return false;
  try {
    const { size } = await file.stat();
    const [start, last] = [Buffer.alloc(4), Buffer.alloc(1)];
    await file.read(start, 0, 4, 0);
    await file.read(last, 0, 1, Math.max(0, size - 1));
    // A CSV file can have a byte order mark.
    return /^\uFEFF?[{"]/.test(start.toString()) && last.toString() === "\n";
  } finally {
    await file.close();
  }
}

/**
 * Returns an error with the nearest model if HUNT does not have the model, and any other error unchanged.
 */
export function suggestModel(error: unknown, model: string): unknown {
  const advice = explainUnknownRoute(error, model);
  if (advice === "") return error;
  return new CommandError(`No model named "${model}" found.`, advice);
}
