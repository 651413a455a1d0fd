import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { afterAll, beforeAll } from "vitest";
import { huntScript } from "./hunt.js";

/** Start time of the sandbox, so its dates are the same in each run. */
const now = "2026-03-01T12:00:00Z";

/** Starts a HUNT instance for the tests of a file. Its scans end immediately. */
export function useSandbox(): () => Sandbox {
  let sandbox: Sandbox;
  beforeAll(async () => void (sandbox = await startSandbox({ now, taskSeconds: 0 })));
  afterAll(() => sandbox.stop());
  return () => sandbox;
}

/** The result of a process. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The directory of a job, with an empty home and the program `hunt`. */
export interface Workspace {
  readonly directory: string;
  readonly home: string;
  /** Runs a program in the directory, with these variables in addition to PATH and HOME. */
  readonly run: (
    program: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<Outcome>;
}

/**
 * Creates a directory for a job.
 *
 * @param files contents by path, relative to the directory
 */
export function createWorkspace(files: Readonly<Record<string, string>> = {}): Workspace {
  const directory = temporaryDirectory(files);
  const home = temporaryDirectory();
  const programs = join(home, "bin");
  mkdirSync(programs);
  writeProgram(join(programs, "hunt"), `#!/bin/sh\nexec "${process.execPath}" "${huntScript}" "$@"\n`);
  const base = {
    HOME: home,
    HUNT_NO_KEYRING: "1",
    PATH: [programs, process.env["PATH"]].join(delimiter),
  };
  return {
    directory,
    home,
    run: (program, args, env = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(program, args, { cwd: directory, env: { ...base, ...env } });
        const texts = { stdout: "", stderr: "" };
        for (const name of ["stdout", "stderr"] as const)
          child[name].setEncoding("utf8").on("data", (text: string) => (texts[name] += text));
        child.on("error", reject).on("close", (code) => resolve({ code, ...texts }));
      }),
  };
}

/** Writes an executable file. */
export function writeProgram(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

/** Creates a token of the admin that nothing else uses. */
export async function createToken({ url, tokens }: Sandbox): Promise<string> {
  const { run } = createWorkspace();
  const words = ["token", "create", "--description", "pipeline", "--json"];
  const { stdout } = await run("hunt", words, { HUNT_INSTANCE: url, HUNT_TOKEN: tokens.admin });
  return (JSON.parse(stdout) as { token: string }).token;
}
