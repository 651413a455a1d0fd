import { setMaxListeners } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { isSea } from "node:sea";
import { fileURLToPath } from "node:url";
import { escapeLines } from "@huntkit/core/escape";
import { ProviderError } from "@huntkit/terraform-plugin/engine";
import { executable } from "../address.js";
import { createProgram } from "./program.js";
import { describeSystemError, ScriptError, type Shell } from "./shell.js";

const stopping = new AbortController();
// Many requests listen to the signal, which is not a leak.
setMaxListeners(0, stopping.signal);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());

const shell: Shell = {
  env: process.env,
  cwd: process.cwd(),
  print: (text) => void process.stdout.write(text),
  note: (line) => void process.stderr.write(`${escapeLines(line)}\n`),
  ask,
  signal: stopping.signal,
};

const build = {
  provider: isSea() ? process.execPath : join(dirname(fileURLToPath(import.meta.url)), executable),
};

void main();

async function main(): Promise<void> {
  try {
    await createProgram(shell, build, (exitCode) => (process.exitCode = exitCode)).parseAsync();
  } catch (error) {
    process.exitCode = 1;
    shell.note(describeError(error as Error));
  }
}

function describeError(error: Error): string {
  if (error instanceof ScriptError || error instanceof ProviderError) return error.message;
  if (stopping.signal.aborted) return "Stopped.";
  // The operating system reported an error, for example because a directory is read-only.
  if ("syscall" in error) return describeFailedCall(error as NodeJS.ErrnoException);
  return `Unexpected error, which is a bug in hunt-provider. Please report it.\n${error.stack}`;
}

function describeFailedCall(error: NodeJS.ErrnoException): string {
  const where = error.path === undefined ? "" : ` ${error.path}`;
  return `Could not ${error.syscall}${where}: ${describeSystemError(error)}.`;
}

async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question, { signal: stopping.signal });
  } catch {
    return undefined;
  } finally {
    lines.close();
  }
}
