import { readFile } from "node:fs/promises";
import type { Alert } from "@huntkit/core";
import { writePrivateFile } from "@huntkit/core/files";
import { UsageError } from "../../../program/errors.js";

/** How far a watch has come. */
export interface Mark {
  /** Alerts from here on are new: ISO 8601, or the id of the last alert that was seen. */
  readonly last: string;
  /** The ids of those of that instant that were seen; others of it may still come. */
  readonly seen: readonly string[];
}

/** A mark that is kept between runs, and the instance that it is of. */
interface SavedMark extends Mark {
  readonly instance: string;
}

/** The mark once this alert was seen as well. */
export function advanceMark({ last, seen }: Mark, { id, createdOn }: Alert): Mark {
  if (!createdOn || createdOn === last) return { last, seen: [...seen, id] };
  return { last: createdOn, seen: [id] };
}

/**
 * Reads what an earlier run has kept; null where there was none.
 *
 * @throws {UsageError} for a file that is none, or of another instance
 */
export async function readMark(path: string, instance: string): Promise<Mark | null> {
  let kept: Partial<SavedMark>;
  try {
    kept = JSON.parse(await readFile(path, "utf8")) as Partial<SavedMark>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw createStateError(path);
  }
  const { last, seen } = kept;
  if (typeof last !== "string" || !Array.isArray(seen)) throw createStateError(path);
  if (kept.instance !== instance)
    throw new UsageError(
      `The file ${path} for --state belongs to the instance ${String(kept.instance)}, not ${instance}.`,
      "Use one file per instance.",
    );
  return { last, seen };
}

/** Keeps it: whole, or as it was. */
export async function saveMark(path: string, instance: string, mark: Mark): Promise<void> {
  await writePrivateFile(path, `${JSON.stringify({ instance, ...mark } satisfies SavedMark)}\n`);
}

function createStateError(path: string): UsageError {
  return new UsageError(
    `The file ${path} for --state is not valid.`,
    "Use another file, which is created if it does not exist. Or delete this one to start with new alerts.",
  );
}
