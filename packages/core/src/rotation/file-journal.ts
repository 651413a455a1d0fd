import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import * as z from "zod/mini";
import { toIso } from "../dates.js";
import type { JournalEntry, RotationJournal } from "./journal.js";
import { isOutcome, type RotationState } from "./machine.js";
import { createDirectory, writePrivateFile } from "../files/index.js";

/** Maximum duration of a rotation in milliseconds, if its process cannot be observed. */
const maxRotationMs = 15 * 60_000;

/** After this time in milliseconds, another process might have the same ID. */
const maxProcessMs = 24 * 3_600_000;

/** An entry with the process that wrote it. */
interface FileEntry extends JournalEntry {
  /** ID of the run that is allowed to change the entry. */
  readonly run: string;
  readonly writtenAt: string;
  readonly process: { readonly id: number; readonly host: string };
}

/**
 * A journal in its own file, which only its owner can read. It also prevents two rotations at the same time.
 */
export class FileJournal implements RotationJournal {
  readonly #path: string;
  readonly #now: () => number;
  readonly #run = randomUUID();
  #entry: JournalEntry | undefined;
  /** The text of the interrupted rotation's file. */
  #interrupted: string | undefined;

  /** @param now current time in milliseconds since 1970 */
  constructor(path: string, now: () => number = Date.now) {
    this.#path = path;
    this.#now = now;
  }

  /**
   * Reads the entry of an interrupted rotation; null if there is none.
   *
   * @throws {Error} if the rotation is still in progress, or the file cannot be read
   */
  async readInterrupted(): Promise<JournalEntry | null> {
    const text = await this.#readText();
    // Without hard links, the first write is not atomic. A process that was killed during it has not created
    // a token yet.
    if (text === "") await rm(this.#path, { force: true });
    if (!text) return null;
    const entry = parseEntry(text);
    if (entry === null)
      throw new Error(
        `${this.#path} is not a valid rotation journal. Check the list of tokens in HUNT for unused ones, and delete the file.`,
      );
    if (isInProgress(entry, this.#now()))
      throw new Error(`Another rotation of ${entry.store} has been in progress since ${entry.startedAt}.`);
    this.#interrupted = text!;
    return entry;
  }

  async claim(): Promise<void> {
    const entry = this.#interrupted === undefined ? null : parseEntry(this.#interrupted);
    if (entry === null) throw new Error("No interrupted rotation was read.");
    if ((await this.#readText()) !== this.#interrupted)
      throw new Error(`Another run has resumed the rotation of ${entry.store}. Try again later.`);
    this.#entry = entry;
    await writePrivateFile(this.#path, this.#format(entry));
  }

  async begin(entry: JournalEntry): Promise<void> {
    try {
      await createDirectory(dirname(this.#path), { mode: 0o700 });
      await writePrivateFile(this.#path, this.#format(entry), { ifExists: "fail" });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new Error(
        code === "EEXIST" && (await this.#readText().catch(() => null)) !== null
          ? `Another rotation of ${entry.store} is in progress.`
          : `${this.#path} could not be written (${code}). Rotations keep a journal in this file. Make its directory writable.`,
        { cause: error },
      );
    }
    this.#entry = entry;
  }

  async advance(change: Partial<Pick<JournalEntry, "state" | "created" | "old" | "failure">>): Promise<void> {
    if (!this.#entry) throw new Error("No rotation was started.");
    if (!(await this.#isOwn()))
      throw new Error(`Another run has taken over the rotation of ${this.#entry.store}.`);
    this.#entry = { ...this.#entry, ...change };
    await writePrivateFile(this.#path, this.#format(this.#entry));
  }

  async end(): Promise<void> {
    if (await this.#isOwn()) await rm(this.#path, { force: true });
    this.#entry = undefined;
  }

  async #isOwn(): Promise<boolean> {
    const text = await this.#readText();
    return text !== null && parseEntry(text)?.run === this.#run;
  }

  #format(entry: JournalEntry): string {
    const written: FileEntry = {
      ...entry,
      run: this.#run,
      writtenAt: toIso(this.#now()),
      process: { id: process.pid, host: hostname() },
    };
    return `${JSON.stringify(written, null, 2)}\n`;
  }

  #readText(): Promise<string | null> {
    return readFile(this.#path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
      throw new Error(`${this.#path} could not be read (${error.code}).`, { cause: error });
    });
  }
}

const JournalTokenSchema = z.nullable(
  z.object({ id: z.nullable(z.string()), fingerprint: z.nullable(z.string()) }),
);

const FileEntrySchema = z.object({
  state: z.string().check(z.refine((state) => !isOutcome(state as RotationState))),
  startedAt: z.string(),
  userId: z.string(),
  instance: z.string(),
  store: z.string(),
  description: z.string(),
  isDescriptionUnique: z.boolean(),
  before: z.optional(z.nullable(z.string())),
  created: JournalTokenSchema,
  old: JournalTokenSchema,
  failure: z.optional(z.string()),
  run: z.string(),
  writtenAt: z.string(),
  process: z.object({ id: z.number(), host: z.string() }),
});

/** Parses the entry in a file; null if it is not valid. */
function parseEntry(text: string): FileEntry | null {
  try {
    return FileEntrySchema.parse(JSON.parse(text)) as FileEntry;
  } catch {
    return null;
  }
}

/** Returns whether the process that wrote an entry might still be running. */
function isInProgress({ process: { id, host }, writtenAt }: FileEntry, now: number): boolean {
  const age = Math.abs(now - Date.parse(writtenAt));
  if (host !== hostname()) return age <= maxRotationMs;
  return age <= maxProcessMs && id !== process.pid && isRunning(id);
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
