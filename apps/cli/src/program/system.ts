import type { Readable, Writable } from "node:stream";
import type { Clock } from "@huntkit/core";

/** Version of this package. A test compares it with package.json. */
export const version = "0.1.0";

/** First argument of a single executable that starts as the sandbox. */
export const sandboxProgram = "__sandbox";

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

/**
 * Opens a stream of this process. Each write reports its own failure, and a message lost on stderr is not worth a
 * crash.
 */
export function openOutput(name: "stdout" | "stderr"): OutputStream {
  return process[name].on("error", () => {});
}

/** Returns a signal that aborts if the user interrupts the process. A second Ctrl+C or signal exits immediately. */
function listenForInterrupts(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return controller.signal;
}

/** Returns the system of this process. Its parts are created on first access, because help needs only stdout. */
export function createSystem(): System {
  let stdout: OutputStream | undefined;
  let stderr: OutputStream | undefined;
  let signal: AbortSignal | undefined;
  return {
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return (stdout ??= openOutput("stdout"));
    },
    get stderr() {
      return (stderr ??= openOutput("stderr"));
    },
    get signal() {
      return (signal ??= listenForInterrupts());
    },
    env: process.env,
    now: () => Date.now(),
  };
}
