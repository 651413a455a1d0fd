import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { toIso } from "../dates.js";
import type { JournalEntry, RotationJournal } from "./journal.js";
import { writePrivateFile } from "./write-private-file.js";

/** How long a rotation may be in progress, in milliseconds, if its process cannot be observed. */
const maxRotationMs = 15 * 60_000;

/** An entry with the process that wrote it. */
interface FileEntry extends JournalEntry {
  readonly writtenAt: string;
  readonly process: { readonly id: number; readonly host: string };
}

/** A journal in a file of its own, which only its owner can read. It also prevents two rotations at the same time. */
export class FileJournal implements RotationJournal {
  readonly #path: string;
  readonly #now: () => number;
  #entry: JournalEntry | undefined;

  /** @param now current time in milliseconds since 1970 */
  constructor(path: string, now: () => number = Date.now) {
    this.#path = path;
    this.#now = now;
  }

  /**
   * Reads what a rotation has left that was interrupted; null if there is none.
   *
   * @throws {Error} if the rotation is still in progress, or the file cannot be read
   */
  async readInterrupted(): Promise<JournalEntry | null> {
    const entry = await this.#read();
    if (entry && isInProgress(entry, this.#now()))
      throw new Error(`Another rotation of ${entry.store} is in progress, since ${entry.startedAt}.`);
    this.#entry = entry ?? undefined;
    return entry;
  }

  async begin(entry: JournalEntry): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    try {
      await writeFile(this.#path, this.#format(entry), { flag: "wx", mode: 0o600 });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new Error(
        code === "EEXIST"
          ? `Another rotation of ${entry.store} is in progress.`
          : `${this.#path} could not be written (${code}).`,
        { cause: error },
      );
    }
    this.#entry = entry;
  }

  async advance(change: Partial<Pick<JournalEntry, "state" | "created">>): Promise<void> {
    if (!this.#entry) throw new Error("No rotation was begun.");
    this.#entry = { ...this.#entry, ...change };
    await writePrivateFile(this.#path, this.#format(this.#entry));
  }

  async end(): Promise<void> {
    await rm(this.#path, { force: true });
    this.#entry = undefined;
  }

  #format(entry: JournalEntry): string {
    const written: FileEntry = {
      ...entry,
      writtenAt: toIso(this.#now()),
      process: { id: process.pid, host: hostname() },
    };
    return `${JSON.stringify(written, null, 2)}\n`;
  }

  async #read(): Promise<FileEntry | null> {
    const text = await readFile(this.#path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
      throw new Error(`${this.#path} could not be read (${error.code}).`, { cause: error });
    });
    if (text === null) return null;
    try {
      return JSON.parse(text) as FileEntry;
    } catch {
      // Only the first write is not atomic. A process that was killed during it had not created a token.
      await rm(this.#path, { force: true });
      return null;
    }
  }
}

/** Whether the process that wrote an entry may still be at work. */
function isInProgress({ process: { id, host }, writtenAt }: FileEntry, now: number): boolean {
  if (Math.abs(now - Date.parse(writtenAt)) > maxRotationMs) return false;
  if (host !== hostname()) return true;
  return id !== process.pid && isRunning(id);
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
