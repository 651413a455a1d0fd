import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";

/** The built command. */
export const script = fileURLToPath(new URL("../../dist/hunt.cjs", import.meta.url));

/** What a process left. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a process starts. */
export interface Start {
  /** Variables beside PATH and a HOME that is empty. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
}

/** The variables that `hunt` sees in tests: nothing of the machine's own. */
export function environment(env: Start["env"] = {}): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: temporaryDirectory(), ...env };
}

/** Runs `hunt` as its own process, to its end. */
export function hunt(args: readonly string[], { env, stdin = "", cwd }: Start = {}): Promise<Outcome> {
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
