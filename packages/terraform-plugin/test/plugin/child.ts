import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { toyFolder } from "./toy/build.js";

/** The environment variables that go-plugin sets for a plugin, without a certificate. */
export const invitation = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "6,5",
  PLUGIN_MIN_PORT: "10000",
  PLUGIN_MAX_PORT: "25000",
};

/** The toy provider as a process. */
export interface Child {
  readonly process: ChildProcess;
  /** The first line of stdout. Undefined if there is none. */
  readonly line: Promise<string | undefined>;
  /** The complete output, after the process has exited. */
  readonly stdout: Promise<string>;
  readonly stderr: Promise<string>;
  /** The exit code, or the signal that killed the process. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/**
 * Starts the toy as go-plugin does, and kills it at the end of the test.
 *
 * @param env environment variables in addition to PATH
 */
export function startToy(
  env: Readonly<Record<string, string>> = invitation,
  args: readonly string[] = [],
  folder = toyFolder,
): Child {
  // A killed process does not remove its socket.
  const sockets = mkdtempSync(join(tmpdir(), "sockets-"));
  const child = spawn(join(folder, "terraform-provider-toy"), args, {
    env: { PATH: process.env["PATH"], TMPDIR: sockets, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
    rmSync(sockets, { recursive: true, force: true });
  });
  const lines = createInterface(child.stdout);
  return {
    process: child,
    line: Promise.race([
      once(lines, "line").then(([line]) => line as string),
      once(lines, "close").then(() => undefined),
    ]),
    stdout: text(child.stdout),
    stderr: text(child.stderr),
    ended: once(child, "close").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals),
  };
}

/** Returns the parts of a child's handshake line. */
export async function readHandshake({ line }: Child): Promise<string[]> {
  return ((await line) ?? "").split("|");
}
