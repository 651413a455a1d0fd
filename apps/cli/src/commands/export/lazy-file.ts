import { constants } from "node:fs";
import { open, realpath, type FileHandle } from "node:fs/promises";
import { Writable } from "node:stream";
import { callbackify } from "node:util";
import { FileDraft } from "@huntkit/core/files";

/** A file that is opened when the first text is written. */
export interface LazyFile {
  readonly stream: Writable;
  /** Returns whether the file was opened, so its previous content is gone. */
  readonly isBegun: () => boolean;
}

/**
 * Returns a file that is opened when the first text is written. Without any text, an existing file is unchanged.
 *
 * @param flags `w` replaces the file, `a` appends to it
 * @param onOpen called after the file was opened, and before anything is written to it
 */
export function openLazily(path: string, flags: "a" | "w", onOpen: () => Promise<void>): LazyFile {
  let file: Promise<FileHandle> | undefined;
  let isBegun = false;
  const begin = async (): Promise<FileHandle> => {
    const opened = await openFile(path, flags);
    isBegun = true;
    try {
      await onOpen();
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  };
  const getFile = () => (file ??= begin());
  const stream = new Writable({
    write: callbackify(async (text: Buffer, _encoding: string) => (await getFile()).writeFile(text)),
    final: callbackify(async () => {
      const opened = await getFile();
      await opened.sync();
      await opened.close();
    }),
    destroy(error, done) {
      void closeIfOpen(file);
      done(error);
    },
  });
  return { stream: stream.on("error", () => {}), isBegun: () => isBegun };
}

async function closeIfOpen(file: Promise<FileHandle> | undefined): Promise<void> {
  const opened = await file?.catch(() => undefined);
  await opened?.close().catch(() => {});
}

/** Opens a file. With `w`, an empty file with the same permissions replaces an existing one. */
async function openFile(path: string, flags: "a" | "w"): Promise<FileHandle> {
  const existing = flags === "a" ? await realpath(path).catch(() => null) : null;
  if (existing !== null) return open(existing, appendFlags);
  const draft = await FileDraft.create(path, { mode: 0o600 });
  try {
    await draft.publish();
    return draft.file;
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/** Windows has no `O_NOFOLLOW`. */
const appendFlags =
  constants.O_WRONLY | constants.O_APPEND | ((constants.O_NOFOLLOW as number | undefined) ?? 0);
