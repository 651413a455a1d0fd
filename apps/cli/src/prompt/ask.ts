import type { Readable, Writable } from "node:stream";
import { interruption } from "../program/interrupt.js";

/** Where questions are asked: data alone goes to stdout, so they go to stderr. */
export interface Asking {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stderr: Writable;
  readonly signal: AbortSignal;
}

/** Asks for a secret, whose characters are not shown. */
export async function askHidden(message: string, { stdin, stderr, signal }: Asking): Promise<string> {
  const { default: password } = await import("@inquirer/password");
  return interruptible(password({ message, mask: "•" }, { input: stdin, output: stderr, signal }), signal);
}

/** Asks a question of yes or no; no is what Enter alone means. */
export async function askYes(message: string, { stdin, stderr, signal }: Asking): Promise<boolean> {
  const { default: confirm } = await import("@inquirer/confirm");
  return interruptible(
    confirm({ message, default: false }, { input: stdin, output: stderr, signal }),
    signal,
  );
}

/** Ctrl+C at a prompt is the same as elsewhere. */
async function interruptible<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof Error && error.name === "ExitPromptError" ? interruption() : error;
  }
}
