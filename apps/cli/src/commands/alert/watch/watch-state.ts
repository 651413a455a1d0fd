import { readFile } from "node:fs/promises";
import type { Alert } from "@huntkit/core";
import { parseInstant } from "@huntkit/core/internal";
import { writePrivateFile } from "@huntkit/core/files";
import { UsageError } from "../../../program/errors.js";

/**
 * How long after its creation an alert can appear and still be shown, in milliseconds, measured up to the
 * newest alert. HUNT dates an alert before it stores it, so alerts do not appear in the order of their times.
 */
export const OVERLAP_MS = 600_000;

/** The stored form of a mark, and the instance that it is of. */
interface SavedMark {
  readonly instance: string;
  readonly since: string;
  readonly last: string;
  readonly seen: Readonly<Record<string, string>>;
}

/** The position of a watch: the newest alert, and the alerts that were seen. */
export class WatchMark {
  readonly #since: string;
  #last: string;
  /** Creation times of the alerts that were seen, by ID, as far as they can be read again. */
  readonly #seen: Map<string, string>;

  /**
   * @param since alerts created before this time are not new (ISO 8601)
   * @param last creation time of the newest alert that was seen (ISO 8601)
   * @param seen IDs and creation times of alerts that were seen
   */
  constructor(since: string, last: string = since, seen: Iterable<readonly [string, string]> = []) {
    this.#since = since;
    this.#last = last;
    this.#seen = new Map(seen);
  }

  /** Creation time of the newest alert that was seen (ISO 8601). */
  get last(): string {
    return this.#last;
  }

  /** Time from which to read (ISO 8601). Alerts that were seen after it are known by their IDs. */
  get readFrom(): string {
    return new Date(Math.max(toTime(this.#since), toTime(this.#last) - OVERLAP_MS)).toISOString();
  }

  hasSeen(id: string): boolean {
    return this.#seen.has(id);
  }

  add({ id, createdOn }: Pick<Alert, "id" | "createdOn">): void {
    const time = createdOn ?? this.#last;
    this.#seen.set(id, time);
    if (toTime(time) <= toTime(this.#last)) return;
    this.#last = time;
    const from = toTime(this.readFrom);
    // Alerts are read by time, so the first ones are the oldest.
    for (const [each, seenTime] of this.#seen) {
      if (toTime(seenTime) >= from) break;
      this.#seen.delete(each);
    }
  }

  /** Writes the mark to a file: the file is complete, or unchanged. */
  async save(path: string, instance: string): Promise<void> {
    const saved: SavedMark = {
      instance,
      since: this.#since,
      last: this.#last,
      seen: Object.fromEntries(this.#seen),
    };
    await writePrivateFile(path, `${JSON.stringify(saved)}\n`);
  }
}

/**
 * Reads the mark of an earlier run. Returns null if there is none.
 *
 * @throws {UsageError} if the file is invalid, or belongs to another instance
 */
export async function readMark(path: string, instance: string): Promise<WatchMark | null> {
  let saved: Partial<SavedMark> | null;
  try {
    saved = JSON.parse(await readFile(path, "utf8")) as Partial<SavedMark> | null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw createStateError(path);
  }
  const { since = "", last = "", seen = {}, instance: owner } = saved ?? {};
  if (typeof owner !== "string") throw createStateError(path);
  if (owner !== instance)
    throw new UsageError(
      `${path}, the file for --state, belongs to the instance ${owner}, not ${instance}.`,
      "Use a different file for each instance.",
    );
  if ([since, last, ...Object.values(seen)].some((time) => parseInstant(time) === null))
    throw createStateError(path);
  return new WatchMark(since, last, Object.entries(seen));
}

function toTime(written: string): number {
  return parseInstant(written) ?? 0;
}

function createStateError(path: string): UsageError {
  return new UsageError(
    `${path} is not a valid file for --state.`,
    "Use another file, or delete this one to start with new alerts.",
  );
}
