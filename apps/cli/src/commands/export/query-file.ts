import { open, readFile, rm, stat } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { quoteForShell } from "@huntkit/core/escape";
import { writePrivateFile } from "@huntkit/core/files";
import { explainUnknownRoute } from "@huntkit/toolkit/requests";
import { CommandError, UsageError } from "../../program/errors.js";

/** What an export asks for: kept beside its file, so that one that goes on asks for the same. */
export interface ExportQuery {
  /** Its origin. */
  readonly instance: string;
  readonly model: string;
  readonly where?: object | undefined;
  readonly fields?: readonly string[] | undefined;
}

/**
 * Returns what to export: the conditions of now, or those of the interrupted export. Returns null if a
 * resumed export is complete.
 *
 * @throws {UsageError} for a file that is there and not to be gone on with, for `resume` where nothing was
 *   begun, since its conditions
 * would be lost, and for other conditions than those of its rows
 */
export async function resolveQuery(
  path: string,
  said: ExportQuery,
  { resume, force }: { readonly resume: boolean; readonly force: boolean },
): Promise<ExportQuery | null> {
  if (!resume) {
    if (!force && (await isNonEmptyFile(path)))
      throw new UsageError(`${path} already exists.`, "Resume it with --resume, or replace it with --force.");
    return said;
  }
  const kept = await readQuery(path);
  if (kept === null) {
    if (await isWholeExport(path)) return null;
    if (await isNonEmptyFile(path))
      throw new UsageError(
        `Nothing to resume in ${path}: ${getQueryPath(path)} does not exist, and the file is not a complete export.`,
        "Replace the file with --force, or export to another file.",
      );
    throw new UsageError(
      `Nothing to resume in ${path}: no rows were written.`,
      "Run the export without --resume, with your --where and --fields.",
    );
  }
  if (kept.instance !== said.instance)
    throw new UsageError(
      `${path} is an export of ${kept.instance}, not of ${said.instance}.`,
      `Add --instance ${kept.instance}, or use its profile.`,
    );
  if (kept.model.toLowerCase() !== said.model.toLowerCase())
    throw new UsageError(
      `${path} is an export of ${kept.model}.`,
      `Continue with: hunt export ${kept.model} --output ${quoteForShell(path)} --resume`,
    );
  for (const name of ["where", "fields"] as const) {
    if (said[name] === undefined || isDeepStrictEqual(said[name], kept[name])) continue;
    throw new UsageError(
      `${name === "where" ? "The condition" : `--${name}`} differs from the export in ${path}, which has ${kept[name] === undefined ? "none" : JSON.stringify(kept[name])}.`,
      `Remove it. --resume uses the stored conditions.`,
    );
  }
  return kept;
}

/** Keeps it before the first row is written; null, once the last one is. */
export async function saveQuery(path: string, query: ExportQuery | null): Promise<void> {
  if (query === null) return rm(getQueryPath(path), { force: true });
  try {
    await writePrivateFile(getQueryPath(path), `${JSON.stringify(query)}\n`);
  } catch (error) {
    throw new UsageError(
      `Could not write next to ${path}, the file in --output (${(error as NodeJS.ErrnoException).code}).`,
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
      `Could not read ${getQueryPath(path)}, which contains the conditions of the export.`,
      "Start again with --force.",
    );
  }
}

async function isNonEmptyFile(path: string): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
}

/** Returns whether a file starts as an export does, and its last row ends. */
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
 * Returns the error for a model that HUNT does not offer, with the nearest one, and any other error
 * unchanged.
 */
export function suggestModel(error: unknown, model: string): unknown {
  const advice = explainUnknownRoute(error, model);
  if (advice === "") return error;
  return new CommandError(`This HUNT instance does not offer a model named "${model}".`, advice);
}
