import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** How a file is written. */
export interface WritePrivateFileOptions {
  /** Whether to replace the file that a symbolic link points to. Otherwise, the link itself is replaced. Default: true. */
  readonly followLinks?: boolean;
}

/**
 * Writes a file that only its owner can read, whole or not at all: someone who reads it finds the previous content or the new
 * one at any time. The draft has a random name that no one else can have created, so no one else can hold it open. If root
 * replaces the file of another user, that user remains the owner.
 *
 * @throws {Error} the system's error; the previous content is unchanged then, unless the error came after the rename
 */
export async function writePrivateFile(
  path: string,
  text: string,
  { followLinks = true }: WritePrivateFileOptions = {},
): Promise<void> {
  const target = followLinks ? await realpath(path).catch(() => path) : path;
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}`);
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await keepOwner(file, target);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncDirectory(dirname(target));
}

/** Only root can give a file to another user, and only root can have created it for one. */
async function keepOwner(draft: FileHandle, target: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const previous = await stat(target).catch(() => null);
  if (previous !== null) await draft.chown(previous.uid, previous.gid);
}

/** Makes the rename survive a power loss, if the system supports it. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r").catch(() => null);
  await directory?.sync().catch(() => {});
  await directory?.close();
}
