import { readFile, rm, stat } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { HuntNotFoundError } from "@huntkit/core";
import { writePrivateFile } from "@huntkit/core/rotation";
import { listModels } from "@huntkit/toolkit/requests";
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
 * What is to be asked for: what was said now, or what the interrupted export was told.
 *
 * @throws {UsageError} for a file that is there and not to be gone on with, for `resume` where nothing was begun, since its conditions
 * would be lost, and for other conditions than those of its rows
 */
export async function resolveQuery(
  path: string,
  said: ExportQuery,
  { resume, force }: { readonly resume: boolean; readonly force: boolean },
): Promise<ExportQuery> {
  if (!resume) {
    if (!force && (await isNonEmptyFile(path)))
      throw new UsageError(
        `${path}: it is there already.`,
        "Go on with it by --resume, or write over it by --force.",
      );
    return said;
  }
  const kept = await readQuery(path);
  if (kept === null) {
    if (await isNonEmptyFile(path))
      throw new UsageError(
        `${path}: there is nothing to go on with, since no ${getQueryPath(path)} is beside it: the export is complete, or hunt did not begin it.`,
        "Write over it by --force, or export into another file.",
      );
    throw new UsageError(
      `${path}: there is nothing to go on with: no export into it was begun, or none of its rows had come.`,
      "Export anew: without --resume, and with the --where and --fields that you want.",
    );
  }
  if (kept.instance !== said.instance)
    throw new UsageError(
      `${path}: it is an export from ${kept.instance}, not from ${said.instance}.`,
      `Add --instance ${kept.instance}, or the profile of that one.`,
    );
  if (kept.model.toLowerCase() !== said.model.toLowerCase())
    throw new UsageError(
      `${path}: it is an export of ${kept.model}.`,
      `Go on with: hunt export ${kept.model} --output ${path} --resume`,
    );
  for (const name of ["where", "fields"] as const) {
    if (said[name] === undefined || isDeepStrictEqual(said[name], kept[name])) continue;
    throw new UsageError(
      `--${name}: the export in ${path} was begun with ${kept[name] === undefined ? "none" : JSON.stringify(kept[name])}.`,
      `Leave it out: --resume asks for the same again.`,
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
      `--output: beside ${path} nothing can be written (${(error as NodeJS.ErrnoException).code}).`,
      "Is the folder there, and yours to write into?",
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
      `${getQueryPath(path)}: it cannot be read, so that nobody knows what the export asked for.`,
      "Export anew, by --force.",
    );
  }
}

async function isNonEmptyFile(path: string): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
}

/** HUNT has some hundred models, of which the core knows half; so only HUNT says that there is none. */
export async function suggestModel(error: unknown, model: string): Promise<unknown> {
  if (!(error instanceof HuntNotFoundError)) return error;
  const { closest } = await import("fastest-levenshtein");
  const routes = listModels().map(({ route }) => route);
  const near = closest(
    model.toLowerCase(),
    routes.map((route) => route.toLowerCase()),
  );
  return new CommandError(
    `HUNT has no model ${model}.`,
    `Did you mean ${routes.find((route) => route.toLowerCase() === near)}? The instance's /explorer lists all.`,
  );
}
