import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { link, lstat, open, readdir, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import {
  choosePermissions,
  FileTargetError,
  resolveTarget,
  type FileTarget,
  type TargetOptions,
} from "./file-target.js";

/** How a file is written. */
export interface ReplaceFileOptions extends TargetOptions {
  /**
   * Permissions of a new file, such as 0o600. A file that exists keeps its own, and its group. Default: those
   * that the process gives to new files.
   */
  readonly mode?: number | undefined;
  /** Whether to replace a file that exists, or to throw an error with the code `EEXIST`. Default: replace. */
  readonly ifExists?: "replace" | "fail";
}

/** `O_EXCL` never opens a file or a link that exists. Windows has no `O_NOFOLLOW`. */
const createFlags =
  constants.O_WRONLY |
  constants.O_CREAT |
  constants.O_EXCL |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0);

/** The random part of a draft's name. */
const draftSuffix = /^[0-9a-f]{16}$/;

/** After this time in milliseconds without a write, a draft belongs to a process that was killed. */
const staleDraftMs = 24 * 3_600_000;

/** Names may have 255 bytes. The draft needs some of them, and a character has up to four. */
const maxNameInDraft = 50;

/**
 * A file under a random name, next to the one that it will replace. Its permissions are final before anything
 * is written to it.
 * It has a name that no one else can have created, so no one else can hold it open.
 */
export class FileDraft {
  /** Where to write. The caller closes it. */
  readonly file: FileHandle;
  readonly #path: string;
  readonly #target: FileTarget;
  readonly #ifExists: "replace" | "fail";

  private constructor(file: FileHandle, path: string, target: FileTarget, ifExists: "replace" | "fail") {
    this.file = file;
    this.#path = path;
    this.#target = target;
    this.#ifExists = ifExists;
  }

  /**
   * Creates a draft.
   *
   * @throws {FileTargetError} if the file cannot be replaced; the message says what to do
   */
  static async create(path: string, options: ReplaceFileOptions = {}): Promise<FileDraft> {
    const { mode, ifExists = "replace" } = options;
    const target = await resolveTarget(path, options);
    const prefix = `.${Array.from(basename(target.path)).slice(0, maxNameInDraft).join("")}.`;
    await removeStaleDrafts(dirname(target.path), prefix);
    const draft = join(dirname(target.path), `${prefix}${randomBytes(8).toString("hex")}`);
    const isModeKnown = mode !== undefined || target.existing !== null;
    const file = await open(draft, createFlags, isModeKnown ? 0o600 : 0o666).catch(
      throwDirectoryError(dirname(target.path)),
    );
    try {
      await choosePermissions(file, target, mode);
    } catch (error) {
      await file.close();
      await rm(draft, { force: true });
      throw error;
    }
    return new FileDraft(file, draft, target, ifExists);
  }

  /**
   * Replaces the file with the draft: a reader finds the previous content or the new one at any time.
   *
   * @throws {Error} the system's error; the previous content is unchanged then
   */
  async publish(): Promise<void> {
    const { path } = this.#target;
    if (this.#ifExists === "fail") await this.#publishNew(path);
    else await rename(this.#path, path);
    await syncDirectory(dirname(path));
  }

  async discard(): Promise<void> {
    await this.file.close().catch(() => {});
    await rm(this.#path, { force: true });
  }

  /** Unlike a rename, a link fails if the name exists. Some file systems have no links. */
  async #publishNew(path: string): Promise<void> {
    try {
      await link(this.#path, path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST" || code === "ENOENT") throw error;
      await (await open(path, createFlags, 0o600)).close();
      return rename(this.#path, path);
    }
    await rm(this.#path, { force: true });
  }
}

/**
 * Writes a file whole or not at all, and syncs it to the disk.
 *
 * @param write writes the content, and leaves the file open
 * @returns what `write` returned
 * @throws {FileTargetError} if the file cannot be replaced; the message says what to do
 * @throws {Error} the system's error, or that of `write`; the previous content is unchanged then
 */
export async function replaceFile<T>(
  path: string,
  write: (file: FileHandle) => Promise<T>,
  options: ReplaceFileOptions = {},
): Promise<T> {
  const draft = await FileDraft.create(path, options);
  try {
    const result = await write(draft.file);
    await draft.file.sync();
    await draft.file.close();
    await draft.publish();
    return result;
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/**
 * Writes a file that may hold secrets, whole or not at all. A new file can be read by its owner only.
 *
 * @throws {Error} like {@link replaceFile}; also if another user could receive the content
 */
export function writePrivateFile(
  path: string,
  text: string,
  options: Omit<ReplaceFileOptions, "mode" | "isPrivate"> = {},
): Promise<void> {
  return replaceFile(path, (file) => file.writeFile(text), { ...options, mode: 0o600, isPrivate: true });
}

/**
 * Makes sure that a file can be replaced: creates a draft, and removes it.
 *
 * @throws {FileTargetError} if it cannot; the message says what to do
 */
export async function proveReplaceable(path: string, options: TargetOptions = {}): Promise<void> {
  const draft = await FileDraft.create(path, { ...options, mode: 0o600 });
  await draft.discard();
}

/**
 * Removes drafts of a file that processes left which were killed: they may hold a secret. Only own files are
 * removed, and none that was written within a day, because another process may be at work on it.
 */
async function removeStaleDrafts(directory: string, prefix: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  const drafts = names.filter(
    (name) => name.startsWith(prefix) && draftSuffix.test(name.slice(prefix.length)),
  );
  for (const name of drafts) {
    const path = join(directory, name);
    const entry = await lstat(path).catch(() => null);
    if (!entry?.isFile() || (process.geteuid !== undefined && entry.uid !== process.geteuid())) continue;
    if (Date.now() - entry.mtimeMs > staleDraftMs) await rm(path, { force: true }).catch(() => {});
  }
}

function throwDirectoryError(directory: string): (error: NodeJS.ErrnoException) => never {
  return ({ code = "unknown error" }) => {
    throw new FileTargetError(`The directory ${directory} cannot be written (${code}).`, code);
  };
}

/** Makes the rename survive a power loss, if the system supports it. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r").catch(() => null);
  await directory?.sync().catch(() => {});
  await directory?.close();
}
