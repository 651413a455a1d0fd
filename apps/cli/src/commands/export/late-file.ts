import { createWriteStream } from "node:fs";
import { Writable } from "node:stream";

/** A file to write to, and whether that has begun. */
export interface LateFile {
  readonly stream: Writable;
  readonly isBegun: () => boolean;
}

/**
 * A file that is opened with the first text for it, so that what stands there stays where none comes.
 *
 * @param flags `w` writes over it, `a` goes on behind its end
 */
export function lateFile(path: string, flags: "a" | "w"): LateFile {
  let file: Writable | undefined;
  // Each write hands on its error by itself.
  const opened = (): Writable =>
    (file ??= createWriteStream(path, { flags, mode: 0o600 }).on("error", () => {}));
  const stream = new Writable({
    write: (text: Buffer, _, done) => void opened().write(text, done),
    final: (done) => void opened().end(done),
    destroy(error, done) {
      file?.destroy();
      done(error);
    },
  });
  return { stream: stream.on("error", () => {}), isBegun: () => file !== undefined };
}
