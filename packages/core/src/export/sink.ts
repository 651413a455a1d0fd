import { finished, type Writable } from "node:stream";
import { HuntInputError } from "../errors/hunt-error.js";
import { raceWithSignal } from "../http/or-aborted.js";

/** A stream to write to, as long as it lasts. */
export interface Sink {
  /** Aborts with the stream's error when that fails or is closed, and when the caller's own signal does. */
  readonly signal: AbortSignal;
  bytes(): number;
  /** Resolves when the stream has taken all of it, which is when there is room for more; rejects when the signal aborts. */
  write(text: string): Promise<void>;
  /** Ends the stream, and resolves when it has finished. */
  end(): Promise<void>;
  /** Stops watching the stream. */
  release(): void;
}

/**
 * Watches a stream from now on.
 *
 * @throws {HuntInputError} `input: "writable"` for one that is closed or has ended already
 */
export function openSink(writable: Writable, signal: AbortSignal | undefined): Sink {
  if (writable.destroyed || writable.writableEnded) throw createEndedEarlyError();
  const lost = new AbortController();
  const both = signal ? AbortSignal.any([signal, lost.signal]) : lost.signal;
  let bytes = 0;
  let finish: (() => void) | undefined;
  const unwatch = finished(writable, { readable: false }, (error) => {
    if (finish && !error) finish();
    else lost.abort(error ?? createEndedEarlyError());
  });
  return {
    signal: both,
    bytes: () => bytes,
    async write(text) {
      both.throwIfAborted();
      if (writable.writableEnded) throw createEndedEarlyError();
      if (text === "") return;
      const data = Buffer.from(text);
      const written = new Promise<void>((resolve) => {
        writable.write(data, (error) => (error ? lost.abort(error) : resolve()));
      });
      await raceWithSignal(written, both);
      bytes += data.length;
    },
    async end() {
      const ended = new Promise<void>((resolve) => (finish = resolve));
      writable.end();
      await raceWithSignal(ended, both);
    },
    release() {
      unwatch();
      // A stream that is going down tells so again once it has closed; where nobody listens, that would end the process.
      if (lost.signal.aborted || writable.destroyed) writable.on("error", () => {});
    },
  };
}

function createEndedEarlyError(): HuntInputError {
  return new HuntInputError(
    "writable",
    "ended",
    "writable: it has ended or was closed, so that nothing more can be written to it.",
  );
}
