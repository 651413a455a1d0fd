import type { Stats } from "node:fs";
import { lstat, readFile, realpath, stat, type FileHandle } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** Options that limit which files can be replaced. */
export interface TargetOptions {
  /**
   * Whether to replace the file that a symbolic link points to. Otherwise, a link is an error. Default: true.
   */
  readonly followLinks?: boolean;
  /**
   * Whether the content is secret. If so, a file of another user, who could receive the content, is an error.
   * Default: false.
   */
  readonly isPrivate?: boolean;
}

/** The file to write. */
export interface FileTarget {
  readonly path: string;
  /** The existing file to replace; null if there is none. */
  readonly existing: Stats | null;
}

/** An error of a file that cannot be replaced. Its message says how to fix it. */
export class FileTargetError extends Error {
  override readonly name: string = "FileTargetError";
  /** The system's error code that a write would fail with, such as `EACCES`. */
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Resolves a path to a file, and checks that the file can be replaced.
 *
 * @throws {FileTargetError} if it cannot be replaced
 */
export async function resolveTarget(
  path: string,
  { followLinks = true, isPrivate = false }: TargetOptions,
): Promise<FileTarget> {
  const entry = await inspect(path, lstat);
  if (entry === null) {
    await requireDirectory(path);
    return { path, existing: null };
  }
  if (isPrivate) await requireOwnEntry(path, entry);
  if (!entry.isSymbolicLink()) return requireReplaceable(path, path, entry);
  if (!followLinks)
    throw new FileTargetError(
      `${path} is a symbolic link. Use the path of the file that it points to, or another path.`,
      "ELOOP",
    );
  const existing = await inspect(path, stat);
  if (existing === null)
    throw new FileTargetError(
      `${path} is a symbolic link to a file that does not exist. Remove it.`,
      "ENOENT",
    );
  return requireReplaceable(path, await realpath(path), existing);
}

async function inspect(path: string, read: (path: string) => Promise<Stats>): Promise<Stats | null> {
  try {
    return await read(path);
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new FileTargetError(`${path} could not be inspected (${code}).`, code);
  }
}

async function requireDirectory(path: string): Promise<void> {
  const directory = dirname(path);
  if ((await inspect(directory, stat)) === null)
    throw new FileTargetError(`The directory ${directory} does not exist. Create it first.`, "ENOENT");
}

/** Windows does not have numeric file owners. */
function isForeign({ uid }: Stats): boolean {
  return process.geteuid !== undefined && uid !== process.geteuid();
}

/** Otherwise, the content would go to a file that another user has chosen. */
async function requireOwnEntry(path: string, entry: Stats): Promise<void> {
  if (!isForeign(entry)) return;
  const { mode } = await stat(dirname(path));
  if ((mode & 0o002) !== 0)
    throw new FileTargetError(
      `${path} belongs to another user, in a directory that all users can write to. Use another path.`,
      "EPERM",
    );
}

async function requireReplaceable(path: string, target: string, existing: Stats): Promise<FileTarget> {
  if (!existing.isFile())
    throw new FileTargetError(
      `${path} is not a regular file. Use the path of a regular file or of a new file.`,
      existing.isDirectory() ? "EISDIR" : "EINVAL",
    );
  if (await isMountPoint(target))
    throw new FileTargetError(
      `${path} is a mount point, so it cannot be replaced. Mount its directory instead.`,
      "EBUSY",
    );
  return { path: target, existing };
}

/**
 * Containers mount single files, which Linux does not allow to replace (EBUSY). See proc_pid_mountinfo(5).
 */
async function isMountPoint(path: string): Promise<boolean> {
  if (process.platform !== "linux") return false;
  const table = await readFile("/proc/self/mountinfo", "utf8").catch(() => "");
  const place = await realpath(resolve(path));
  return table.split("\n").some((line) => unescapePlace(line.split(" ")[4] ?? "") === place);
}

/** Spaces, line breaks, and backslashes are octal numbers in mountinfo. */
function unescapePlace(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}

/**
 * Copies the permissions and the group of the replaced file to a draft, and also the owner if the process
 * runs as root. Permissions are not copied from a file of another user. If the group cannot be kept, the
 * group has no access.
 *
 * @param mode permissions if there is no such file. Default: the current permissions of the draft.
 */
export async function choosePermissions(
  draft: FileHandle,
  { existing }: FileTarget,
  mode: number | undefined,
): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  if (existing === null || (isForeign(existing) && !isRoot)) {
    if (mode !== undefined) await draft.chmod(mode);
    return;
  }
  const { uid, gid } = await draft.stat();
  const isGroupKept =
    gid === existing.gid && uid === existing.uid
      ? true
      : await draft.chown(isRoot ? existing.uid : uid, existing.gid).then(
          () => true,
          () => false,
        );
  await draft.chmod(existing.mode & (isGroupKept ? 0o777 : 0o707));
}
