import { listFirst } from "@huntkit/toolkit";
import type { Readable, Writable } from "node:stream";
import type { Output } from "../output/output.js";
import { CommandError, createInterruptError, UsageError } from "./errors.js";

/** Ends a command with exit code 0, after `--dry-run` has shown what would be done. */
export class DryRunError extends Error {}

/** The flags that decide whether to ask. */
export interface ConfirmOptions {
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/**
 * Prints what will be done and to which records, and asks for confirmation.
 *
 * @param missingFlag flag without which the change is refused, and that was not passed
 * @throws {DryRunError} with `--dry-run`
 * @throws {CommandError} `CLI_DECLINED` if the user declines
 * @throws {UsageError} if stdin is not a terminal
 */
export async function confirm(
  action: string,
  things: readonly string[],
  { yes, dryRun }: ConfirmOptions,
  out: Output,
  asking: PromptStreams,
  missingFlag?: string,
): Promise<void> {
  const printThings = (): void => {
    for (const line of listFirst(things)) out.note(`  ${line}`);
  };
  if (yes && !dryRun) {
    // The log of a script then shows what else the change might affect. A program reads only one error from stderr.
    if (things.length === 0 || out.format !== "human") return;
    out.note(`${action}:`);
    return printThings();
  }
  if (dryRun) {
    const order = `${action.charAt(0).toLowerCase()}${action.slice(1)}`;
    const end = things.length > 0 ? ":" : ".";
    const subject = missingFlag === undefined ? "The command" : `With ${missingFlag}, the command`;
    out.note(`Dry run: nothing was changed. ${subject} would ${order}${end}`);
    printThings();
    throw new DryRunError();
  }
  if (asking.stdin.isTTY !== true)
    throw new UsageError(
      `${action}: the confirmation prompt requires a terminal.`,
      "Add --yes to skip the prompt, or --dry-run to show what would be changed.",
    );
  out.note(`${action}:`);
  printThings();
  const { escapeForTerminal } = await import("../output/escape.js");
  if (!(await askYesNo(escapeForTerminal(`${action}?`), asking)))
    throw new CommandError("Nothing was changed.", "", 1, "CLI_DECLINED");
}

/** Streams for prompts. Prompts go to stderr, because stdout is only for data. */
export interface PromptStreams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stderr: Writable;
  readonly signal: AbortSignal;
}

/** Prompts for a line of text. */
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

/** Prompts for a secret, without showing its characters. */
export async function askHidden(message: string, { stdin, stderr, signal }: PromptStreams): Promise<string> {
  const { default: password } = await import("@inquirer/password");
  return awaitPrompt(password({ message, mask: "•" }, { input: stdin, output: stderr, signal }), signal);
}

/** Asks a yes-or-no question. Pressing only Enter means no. */
async function askYesNo(message: string, { stdin, stderr, signal }: PromptStreams): Promise<boolean> {
  const { default: askToConfirm } = await import("@inquirer/confirm");
  return awaitPrompt(
    askToConfirm({ message, default: false }, { input: stdin, output: stderr, signal }),
    signal,
  );
}

/** Waits for a prompt. Ctrl+C throws the same error as outside of a prompt. */
async function awaitPrompt<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (signal.aborted) throw createInterruptError();
    throw error instanceof Error && error.name === "ExitPromptError" ? createInterruptError() : error;
  }
}
