import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { isSea } from "node:sea";
import { CommandError } from "../../program/errors.js";
import { sandboxProgram } from "../../program/system.js";

/**
 * Starts the sandbox's own command: the package that npm installed next to this one, or the same single
 * executable again.
 *
 * @throws {CommandError} if the package is not installed
 */
export function spawnSandbox(flags: readonly string[], stdio: StdioOptions): ChildProcess {
  const program = isSea() ? sandboxProgram : findSandboxPackage();
  return spawn(process.execPath, [program, ...flags], { stdio });
}

function findSandboxPackage(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve("@huntkit/sandbox/package.json");
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: Record<string, string> };
    return join(dirname(manifest), bin["hunt-sandbox"]!);
  } catch {
    throw new CommandError(
      "The package @huntkit/sandbox is not installed.",
      "Run: npm install @huntkit/sandbox",
    );
  }
}

/** A sandbox in a separate process. */
export interface SandboxProcess {
  readonly url: string;
  /** Value of a token of an admin. */
  readonly adminToken: string;
  readonly stop: () => void;
}

/**
 * Starts a sandbox on a free port, and waits until it listens.
 *
 * @throws {CommandError} if it does not start
 */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const child = spawnSandbox(["--port", "0", "--json"], ["ignore", "pipe", "ignore"]);
  for await (const line of createInterface(child.stdout!)) {
    const { url, tokens } = JSON.parse(line) as { url: string; tokens: { admin: string } };
    return { url, adminToken: tokens.admin, stop: () => void child.kill("SIGTERM") };
  }
  throw new CommandError("The sandbox did not start.", "Run `hunt sandbox` to see the error.");
}
