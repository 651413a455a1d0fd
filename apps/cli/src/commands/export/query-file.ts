import { readFile, rm, stat } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { quoteForShell } from "@huntkit/core/escape";
import { writePrivateFile } from "@huntkit/core/files";
import { explainUnknownRoute } from "@huntkit/toolkit/requests";
import { CommandError, UsageError } from "../../program/errors.js";

/** The query of an export. It is stored next to the output file, which does not show it. */
export interface ExportQuery {
  /** Origin of the instance. */
  readonly instance: string;
  readonly model: string;
  readonly where?: object | undefined;
  readonly fields?: readonly string[] | undefined;
  /** How strings that a spreadsheet would run as a formula are written to a CSV file. */
  readonly formulas?: "escape" | "keep" | undefined;
}

/** The stored query, and how much of the export is in the output file. */
export interface StoredQuery extends ExportQuery {
  /** The time that durations in the conditions are relative to, by HUNT's clock, in milliseconds since 1970. */
  readonly now: number;
  /** With `new`, the output file has no rows yet. */
  readonly state: "new" | "started" | "complete";
  /** Size of the complete output file, in bytes. */
  readonly bytes?: number;
}

const replaceAdvice = "Replace the file with --force, or use a different file.";

/**
 * Requires that an export can be started.
 *
 * @throws {UsageError} if the file exists, without `force`
 */
export async function requireNewFile(path: string, force: boolean): Promise<void> {
  if (force || (await getSize(path)) === 0) return;
  throw new UsageError(`${path} already exists.`, "Resume it with --resume, or replace it with --force.");
}

/**
 * Returns the stored query of an export to resume. If its state is `complete`, there is nothing to resume.
 *
 * @param toGiven returns the query of the command line, with durations relative to this time
 * @throws {UsageError} if there is nothing to resume, the given query differs from the stored one, or it is not
 *   certain that the file is an export with this query
 */
export async function readStoredQuery(
  path: string,
  toGiven: (now: number) => Promise<ExportQuery>,
): Promise<StoredQuery> {
  const stored = await readQuery(path);
  const size = await getSize(path);
  if ((stored === null || stored.state === "new") && size > 0)
    throw new UsageError(
      `Could not resume the export in ${path}: ${stored === null ? `${getQueryPath(path)}, the file with its conditions, does not exist` : "it is not the file of that export"}.`,
      replaceAdvice,
    );
  if (stored === null)
    throw new UsageError(
      `Nothing to resume in ${path}: no rows were written.`,
      "Run the export without --resume, with the same conditions.",
    );
  requireSameQuery(path, await toGiven(stored.now), stored);
  if (stored.state !== "complete" || stored.bytes === size) return stored;
  if (await isMissing(path))
    throw new UsageError(
      `${path} was deleted after the export was complete.`,
      "To export again, run the command without --resume.",
    );
  throw new UsageError(`${path} has changed since the export was complete.`, replaceAdvice);
}

function requireSameQuery(path: string, given: ExportQuery, stored: StoredQuery): void {
  if (stored.instance !== given.instance)
    throw new UsageError(
      `${path} is an export of ${stored.instance}, not of ${given.instance}.`,
      `Add --instance ${stored.instance}, or use its profile.`,
    );
  if (stored.model.toLowerCase() !== given.model.toLowerCase())
    throw new UsageError(
      `${path} is an export of ${stored.model}.`,
      stored.state === "complete"
        ? replaceAdvice
        : `Continue with: hunt export ${stored.model} --output ${quoteForShell(path)} --resume`,
    );
  for (const name of ["where", "fields", "formulas"] as const) {
    if (given[name] === undefined || isDeepStrictEqual(given[name], stored[name])) continue;
    throw new UsageError(
      `${name === "where" ? "The condition" : `--${name}`} differs from the export in ${path}, which has ${stored[name] === undefined ? "none" : JSON.stringify(stored[name])}.`,
      "Remove it. --resume uses the stored conditions.",
    );
  }
}

/** Stores the query of an export. */
export async function storeQuery(path: string, query: StoredQuery): Promise<void> {
  try {
    await writePrivateFile(getQueryPath(path), `${JSON.stringify(query)}\n`);
  } catch (error) {
    throw new UsageError(
      `Could not write to the directory of ${path}, the file for --output (${(error as NodeJS.ErrnoException).code}).`,
      "Check that the directory exists and is writable.",
    );
  }
}

/** Stores that an export is complete. */
export async function storeComplete(path: string, query: StoredQuery): Promise<void> {
  await storeQuery(path, { ...query, state: "complete", bytes: await getSize(path) });
}

/** Deletes the stored query of an export. */
export async function deleteQuery(path: string): Promise<void> {
  await rm(getQueryPath(path), { force: true });
}

function getQueryPath(path: string): string {
  return `${path}.export.json`;
}

async function readQuery(path: string): Promise<StoredQuery | null> {
  try {
    const query = JSON.parse(await readFile(getQueryPath(path), "utf8")) as Partial<StoredQuery> | null;
    const isQuery = [query?.instance, query?.model, query?.state].every((each) => typeof each === "string");
    if (isQuery) return query as StoredQuery;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
  }
  throw new UsageError(
    `Could not read the conditions of the export from ${getQueryPath(path)}.`,
    "Start the export again with --force.",
  );
}

async function isMissing(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    ({ code }: NodeJS.ErrnoException) => code === "ENOENT",
  );
}

/** Returns the size of a file in bytes. A file that does not exist has none. */
export async function getSize(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/**
 * Returns an error with the nearest model if HUNT does not have the model, and any other error unchanged.
 */
export function suggestModel(error: unknown, model: string): unknown {
  const advice = explainUnknownRoute(error, model);
  if (advice === "") return error;
  return new CommandError(`No model named "${model}" found.`, advice);
}
