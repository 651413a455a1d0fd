import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import type { System } from "../../src/program/system.js";
import { runInProcess, type Outcome } from "./in-process.js";

export type { Outcome } from "./in-process.js";

/** Path of the built command. */
export const script = fileURLToPath(new URL("../../dist/hunt.cjs", import.meta.url));

/** Options for a run of `hunt`. */
export interface Start {
  /** Variables in addition to PATH, an empty HOME, and one that disables the keyring. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Buffer;
  readonly cwd?: string;
  /**
   * Run the built command as a process, for tests of signals, terminals, time zones, and commands that start
   * others. Default: false.
   */
  readonly asProcess?: boolean;
  /** How clients wait in this process. Default: not at all. */
  readonly sleep?: System["sleep"];
}

/** Returns the environment of `hunt` in tests, without the variables of this machine. */
export function environment(env: Start["env"] = {}): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: temporaryDirectory(), HUNT_NO_KEYRING: "1", ...env };
}

/** Runs `hunt` until it exits, in this process unless `asProcess` is set. */
export async function hunt(args: readonly string[], start: Start = {}): Promise<Outcome> {
  if (start.asProcess) return runProcess(args, start);
  return start.cwd === undefined ? runHere(args, start) : inDirectory(start.cwd, () => runHere(args, start));
}

function runHere(args: readonly string[], { env, stdin = "", sleep }: Start): Promise<Outcome> {
  const input = Readable.from(stdin === "" ? [] : [typeof stdin === "string" ? Buffer.from(stdin) : stdin]);
  return runInProcess(args, { env: environment(env), stdin: input, ...(sleep && { sleep }) });
}

let previous: Promise<unknown> = Promise.resolve();

/** Runs a function in a working directory. A process has only one, so these runs wait for each other. */
function inDirectory<T>(directory: string, act: () => Promise<T>): Promise<T> {
  const result = previous.then(async () => {
    const before = process.cwd();
    process.chdir(directory);
    try {
      return await act();
    } finally {
      process.chdir(before);
    }
  });
  previous = result.catch(() => {});
  return result;
}

function runProcess(args: readonly string[], { env, stdin = "", cwd }: Start = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [script, ...args], { env: environment(env), cwd });
  child.stdin.on("error", () => {}).end(stdin);
  return readOutcome(child);
}

/** Waits for a process to exit, and returns its output and exit code. */
export function readOutcome(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => (texts[name] += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, ...texts }));
  });
}

/** Returns the variables that sign `hunt` in to an instance. */
export function signedIn(url: string, token: string): Record<string, string> {
  return { HUNT_INSTANCE: url, HUNT_TOKEN: token };
}
