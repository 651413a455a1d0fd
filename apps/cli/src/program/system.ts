import type { Readable, Writable } from "node:stream";
import type { Clock } from "@huntkit/core";

/** Version of this package. A test compares it with package.json. */
export const version = "0.1.0";

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A stream for output, which may be a terminal. */
export type OutputStream = Writable & Pick<NodeJS.WriteStream, "isTTY" | "columns">;

/** Streams, environment, and clock of the process, or those of a test. */
export interface System {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Environment;
  /** Returns milliseconds since 1970. */
  readonly now: () => number;
  /** How clients wait, for example before a retry. Default: in real time. */
  readonly sleep?: Clock["sleep"];
  /** Aborts if the user interrupts the command. `run` then reports `CLI_INTERRUPTED`. */
  readonly signal: AbortSignal;
}

/** Returns the system of this process. A second Ctrl+C or termination signal exits immediately. */
export function createSystem(): System {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  // Getters, because Node opens each stream on first access, and help does not need all of them.
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
