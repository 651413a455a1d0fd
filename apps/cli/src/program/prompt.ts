import { listFirst } from "@huntkit/toolkit";
import type { Readable, Writable } from "node:stream";
import type { Output } from "../output/output.js";
import { CommandError, createInterruptError, UsageError } from "./errors.js";

/** Ends a command well: `--dry-run` has told all that there is. */
export class DryRunError extends Error {}

/** What the person said beforehand. */
export interface ConfirmOptions {
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/**
 * Tells what would be done and to what, and asks.
 *
 * @throws {DryRunError} where nothing is to be done
 * @throws {CommandError} when the person declines
 * @throws {UsageError} where there is nobody to ask
 */
export async function confirm(
  action: string,
  things: readonly string[],
  { yes, dryRun }: ConfirmOptions,
  out: Output,
  asking: PromptStreams,
): Promise<void> {
  if (yes && !dryRun) return;
  const tell = (): void => {
    for (const line of listFirst(things)) out.note(`  ${line}`);
  };
  if (dryRun) {
    out.note(`Dry run: nothing is changed. The command would: ${action}`);
    tell();
    throw new DryRunError();
  }
  if (asking.stdin.isTTY !== true)
    throw new UsageError(
      `${action}: the confirmation prompt requires a terminal.`,
      "Add --yes to skip the prompt, or --dry-run to show what would be changed.",
    );
  out.note(`${action}:`);
  tell();
  const { escapeForTerminal } = await import("../output/escape.js");
  if (!(await askYesNo(escapeForTerminal(`${action}?`), asking)))
    throw new CommandError("Nothing was changed.", "", 1, "CLI_DECLINED");
}

/** Where questions are asked: data alone goes to stdout, so they go to stderr. */
export interface PromptStreams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stderr: Writable;
  readonly signal: AbortSignal;
}

/** Asks for a line of text. */
export async function askText(message: string, { stdin, stderr, signal }: PromptStreams): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: stdin, output: stderr, terminal: true });
  const ended = new AbortController();
  lines.once("SIGINT", () => ended.abort(createInterruptError()));
  lines.once("close", () => ended.abort(createInterruptError()));
  try {
    return await lines.question(`${message} `, { signal: AbortSignal.any([signal, ended.signal]) });
  } catch (error) {
    if (signal.aborted) throw createInterruptError();
    throw ended.signal.aborted ? ended.signal.reason : error;
  } finally {
    lines.close();
  }
}

/** Asks for a secret, whose characters are not shown. */
export async function askHidden(message: string, { stdin, stderr, signal }: PromptStreams): Promise<string> {
  const { default: password } = await import("@inquirer/password");
  return awaitPrompt(password({ message, mask: "•" }, { input: stdin, output: stderr, signal }), signal);
}

/** Asks a question of yes or no; no is what Enter alone means. */
export async function askYesNo(message: string, { stdin, stderr, signal }: PromptStreams): Promise<boolean> {
  const { default: askToConfirm } = await import("@inquirer/confirm");
  return awaitPrompt(
    askToConfirm({ message, default: false }, { input: stdin, output: stderr, signal }),
    signal,
  );
}

/** Ctrl+C at a prompt is the same as elsewhere. */
async function awaitPrompt<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (signal.aborted) throw createInterruptError();
    throw error instanceof Error && error.name === "ExitPromptError" ? createInterruptError() : error;
  }
}
