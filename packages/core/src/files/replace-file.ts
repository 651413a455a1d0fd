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
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";

/** Options for writing a file. */
export interface ReplaceFileOptions extends TargetOptions {
  /**
   * Permissions of a new file, such as 0o600. An existing file keeps its own, and its group. Default: those
   * that the process sets for new files.
   */
  readonly mode?: number | undefined;
  /** Whether to replace an existing file, or to throw an error with the code `EEXIST`. Default: replace. */
  readonly ifExists?: "replace" | "fail";
}

const replaceKeys: KeysOf<ReplaceFileOptions> = {
  mode: true,
  ifExists: true,
  followLinks: true,
  isPrivate: true,
};

/** `O_EXCL` never opens an existing file or link. Windows has no `O_NOFOLLOW`. */
const createFlags =
  constants.O_WRONLY |
  constants.O_CREAT |
  constants.O_EXCL |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0);

/** The random part of a draft's name. */
const draftSuffix = /^[0-9a-f]{16}$/;

/** A draft that was not written to for this many milliseconds belongs to a process that was killed. */
const staleDraftMs = 24 * 3_600_000;

/** File names can have 255 bytes. The draft needs some of them, and a character has up to four. */
const maxNameInDraft = 50;

/**
 * A file with a random name, next to the file that it will replace. Its permissions are final before any
 * content is written. No one else can have created a file with its name, so no one else has it open.
 */
export class FileDraft {
  /** Handle to write the content to. The caller closes it. */
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
    const { mode, ifExists = "replace" } = requireKnownKeys(options, replaceKeys);
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
   * Replaces the file with the draft. At any time, readers find either the previous content or the new one.
   *
   * @throws {Error} the system's error. The previous content is then unchanged.
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

  /** Unlike a rename, a link fails if the name exists. Some file systems do not support links. */
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
 * Writes a file completely or not at all, and syncs it to the disk.
 *
 * @param write writes the content, and leaves the file open
 * @returns the value that `write` returned
 * @throws {FileTargetError} if the file cannot be replaced; the message says how to fix it
 * @throws {Error} the system's error, or that of `write`. The previous content is then unchanged.
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
 * Writes a file that may contain secrets, completely or not at all. A new file can be read only by its owner.
 *
 * @throws {Error} like {@link replaceFile}, and if another user could receive the content
 */
export function writePrivateFile(
  path: string,
  text: string,
  options: Omit<ReplaceFileOptions, "mode" | "isPrivate"> = {},
): Promise<void> {
  return replaceFile(path, (file) => file.writeFile(text), { ...options, mode: 0o600, isPrivate: true });
}

/**
 * Checks that a file can be replaced: creates a draft, and removes it.
 *
 * @throws {FileTargetError} if it cannot be replaced; the message says how to fix it
 */
export async function proveReplaceable(path: string, options: TargetOptions = {}): Promise<void> {
  const draft = await FileDraft.create(path, { ...options, mode: 0o600 });
  await draft.discard();
}

/**
 * Removes drafts of killed processes, because they might contain a secret. It removes only the user's own
 * files, and no file that was written within a day, because another process may still use it.
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
    throw new FileTargetError(`The directory ${directory} is not writable (${code}).`, code);
  };
}

/** Syncs the directory, so the rename survives a power loss. Not all systems support it. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r").catch(() => null);
  await directory?.sync().catch(() => {});
  await directory?.close();
}
