import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { runInProcess, type Outcome } from "./in-process.js";

export type { Outcome } from "./in-process.js";

/** The built command. */
export const script = fileURLToPath(new URL("../../dist/hunt.cjs", import.meta.url));

/** How `hunt` is started. */
export interface Start {
  /** Variables in addition to PATH, an empty HOME, and one that switches the keyring off. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Buffer;
  readonly cwd?: string;
  /** Runs the built command as a process, for signals, terminals, time zones, and commands that start others. Default: false. */
  readonly asProcess?: boolean;
}

/** Returns the environment of `hunt` in tests: nothing of this machine's own. */
export function environment(env: Start["env"] = {}): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: temporaryDirectory(), HUNT_NO_KEYRING: "1", ...env };
}

/** Runs `hunt` to its end, in this process unless the test asks for one of its own. */
export async function hunt(args: readonly string[], start: Start = {}): Promise<Outcome> {
  if (start.asProcess) return runProcess(args, start);
  return start.cwd === undefined ? runHere(args, start) : inDirectory(start.cwd, () => runHere(args, start));
}

function runHere(args: readonly string[], { env, stdin = "" }: Start): Promise<Outcome> {
  const input = Readable.from(stdin === "" ? [] : [typeof stdin === "string" ? Buffer.from(stdin) : stdin]);
  return runInProcess(args, { env: environment(env), stdin: input });
}

let previous: Promise<unknown> = Promise.resolve();

/** Runs something in a working directory. The process has only one, so such runs wait for each other. */
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
  return outcomeOf(child);
}

/** Waits for a process to end, and gives what it left. */
export function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => (texts[name] += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, ...texts }));
  });
}

/** The variables by which `hunt` finds a sandbox. */
export function signedIn(url: string, token: string): Record<string, string> {
  return { HUNT_INSTANCE: url, HUNT_TOKEN: token };
}
