import type { Readable, Writable } from "node:stream";

/** This package's version; a test compares it with package.json. */
export const version = "0.1.0";

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A stream to write to, and the terminal that it may be. */
export type OutputStream = Writable & Pick<NodeJS.WriteStream, "isTTY" | "columns">;

/** What `hunt` runs on: the streams, environment and clock of its process, or a test's. */
export interface System {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Environment;
  /** Returns milliseconds since 1970. */
  readonly now: () => number;
  /** Aborts if the user interrupts the command. `run` then reports `CLI_INTERRUPTED`. */
  readonly signal: AbortSignal;
}

/** Returns the system of this process. A second Ctrl+C, or request to end, exits immediately. */
export function createSystem(): System {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  // Node opens a stream when it is first read, which help does not need.
  return {
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return process.stdout;
    },
    get stderr() {
      return process.stderr;
    },
    env: process.env,
    now: () => Date.now(),
    signal: controller.signal,
  };
}
