import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { createDirectory, FileTargetError, replaceFile } from "@huntkit/core/files";
import { createPartError } from "./part-error.js";

/** A file to write. */
export interface FileToWrite {
  readonly path: string;
  /** The input that requests it, for errors: `output-file`, `--output`. */
  readonly place: string;
  /** Permissions of a new file. Default: those of the process. */
  readonly mode?: number;
  /** Whether to create the directory. Default: false. */
  readonly createsDirectory?: boolean;
}

/**
 * Writes a file completely or not at all, so an incomplete file is never treated as the result.
 *
 * @throws {HuntInputError} with the problem `file` if the file cannot be written
 */
export async function writeWholeFile<T>(
  { path, place, createsDirectory, mode }: FileToWrite,
  writeContent: (file: FileHandle) => Promise<T>,
): Promise<T> {
  try {
    if (createsDirectory) await createDirectory(dirname(path));
    return await replaceFile(path, writeContent, { mode });
  } catch (error) {
    if (error instanceof FileTargetError) throw createPartError(place, "file", error.message);
    const { code, syscall } = error as NodeJS.ErrnoException;
    // An error of a write to an open file has no path. Errors of the network have a host or a port instead.
    const isOfFile = syscall === "write" || syscall === "fsync" || "path" in (error as object);
    if (syscall === undefined || !isOfFile) throw error;
    throw createPartError(place, "file", `${path} could not be written (${code}).`);
  }
}
