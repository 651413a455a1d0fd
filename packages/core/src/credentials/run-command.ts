import { spawn } from "node:child_process";
import { HuntInputError } from "../errors/hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import { decodeText } from "../files/decode-text.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";

/** Maximum number of bytes to read from the output of a command. A token needs less. */
const maxOutputBytes = 64 * 1024;

/** Options for running a command. */
export interface RunCommandOptions {
  /** Environment of the command. Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Standard input of the command. Default: empty. */
  readonly input?: string;
  /** Time limit in milliseconds, after which the command is stopped. Default: 60000. */
  readonly timeoutMs?: number;
  /** Stops the command if it aborts. */
  readonly signal?: AbortSignal;
}

/** The keys of {@link RunCommandOptions}. */
export const commandKeys: KeysOf<RunCommandOptions> = {
  env: true,
  input: true,
  timeoutMs: true,
  signal: true,
};

/** An error of a command that failed. Its message does not contain any output of the command. */
export class RunCommandError extends Error {
  override readonly name: string = "RunCommandError";
  /** Exit code; null if the command did not start or was stopped. */
  readonly exitCode: number | null;
  /** Standard error output of the command. It may contain secrets, so it must never be shown. */
  readonly #stderr: string;

  constructor(message: string, exitCode: number | null, stderr: string) {
    super(message);
    this.exitCode = exitCode;
    this.#stderr = stderr;
  }

  /**
   * Returns whether the command failed without a message, as some do if what they look for does not exist.
   */
  isSilent(): boolean {
    return this.#stderr.trim() === "";
  }
}

/**
 * Runs a command without a shell, and returns its standard output. The output is not shown.
 *
 * @param command program and arguments
 * @returns the output in UTF-8, or in UTF-16 with a byte order mark
 * @throws {RunCommandError} if the command cannot be started, exits with a code other than 0, prints more than
 *   64 KiB, or does not exit in time
 */
export async function readCommandOutput(
  [program = "", ...args]: readonly string[],
  options: RunCommandOptions = {},
): Promise<string> {
  const {
    env = process.env,
    input = "",
    timeoutMs = 60_000,
    signal,
  } = requireKnownKeys(options, commandKeys);
  const name = escapeToSingleLine(program, 80);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, windowsHide: true, stdio: "pipe" });
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[], bytes: 0 };

    const settle = (message: string | null, exitCode: number | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      // A child of the command may hold its output open.
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      if (message === null) resolve(decodeText(Buffer.concat(output.stdout)));
      else reject(new RunCommandError(message, exitCode, Buffer.concat(output.stderr).toString()));
    };
    const end = (message: string): void => {
      child.kill("SIGKILL");
      settle(message, null);
    };
    const stop = (): void => end(`${name} was stopped.`);
    const timer = setTimeout(
      () => end(`${name} did not exit within ${timeoutMs / 1_000} seconds.`),
      timeoutMs,
    );

    if (signal?.aborted) return stop();
    signal?.addEventListener("abort", stop);
    for (const stream of ["stdout", "stderr"] as const)
      child[stream].on("data", (chunk: Buffer) => {
        output.bytes += chunk.length;
        if (output.bytes > maxOutputBytes) return end(`${name} printed more than ${maxOutputBytes} bytes.`);
        output[stream].push(chunk);
      });
    child.on("error", ({ code }: NodeJS.ErrnoException) => settle(`${name} ${describeStart(code)}`, null));
    child.on("close", (code, killedBy) => {
      if (code === 0) return settle(null, 0);
      settle(`${name} ${code === null ? `was stopped by ${killedBy}` : `exited with code ${code}`}.`, code);
    });
    // The pipe breaks if the command exits without reading its input.
    child.stdin.on("error", () => {}).end(input);
  });
}

function describeStart(code: string | undefined): string {
  return code === "ENOENT" ? "was not found." : `could not be started (${code}).`;
}

/**
 * Splits a command into its program and arguments, as a shell does, without any expansion. Words are
 * separated by white space, and single or double quotes hold a word together. A backslash has no special
 * meaning, because paths on Windows contain it.
 *
 * @param input name of the input, for the error
 * @throws {HuntInputError} `problem: "command"` if a quote is not closed, or there is no program
 */
export function splitCommand(input: string, text: string): string[] {
  const parts = /((?:[^\s"']|"[^"]*"|'[^']*')+)|(["'])/g;
  const words: string[] = [];
  for (const [, word, quote] of text.matchAll(parts)) {
    if (quote !== undefined)
      throw new HuntInputError(input, "command", `${input}: a quote is not closed. Add the closing quote.`);
    words.push(
      word!.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single!),
    );
  }
  if (!words[0])
    throw new HuntInputError(
      input,
      "command",
      `${input}: no program is specified. Set it to a program and its arguments, for example: pass show hunt`,
    );
  return words;
}
