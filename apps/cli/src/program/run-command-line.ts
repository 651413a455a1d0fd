import { detectTerminal, wrapLines } from "../output/terminal.js";
import { parseCommandLine, type Invocation } from "./command-line.js";
import { createContext } from "./create-context.js";
import { CommandError, createInterruptError, PartialError, type ExitCode } from "./errors.js";
import { explain, type Explanation } from "./explain.js";
import { DryRunError } from "./prompt.js";
import type { System } from "./system.js";

/** Parses a command line, runs the command, and returns the exit code. */
export async function runCommandLine(argv: readonly string[], system: System): Promise<ExitCode> {
  // The first access starts to listen for interrupts.
  const { signal } = system;
  try {
    const invocation = await parseCommandLine(argv, system);
    return invocation === null ? 0 : await runCommand(invocation, signal, system);
  } catch (error) {
    return reportFor(requestsJson(argv), await explain(error, undefined), system);
  }
}

/** Returns whether a command line, which might not be valid, has `--json` or `--ndjson`. */
function requestsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return argv.slice(0, end < 0 ? argv.length : end).some((word) => /^--(nd)?json(=|$)/.test(word));
}

async function runCommand(
  { command, ...values }: Invocation,
  signal: AbortSignal,
  system: System,
): Promise<ExitCode> {
  const { context, client, close } = await createContext({ command, ...values }, system);
  try {
    signal.throwIfAborted();
    return (await command.run(context)) ?? 0;
  } catch (error) {
    if (error instanceof DryRunError) return 0;
    // As for a program that SIGPIPE ends. With `pipefail`, 0 would let a gate pass that has not seen its result.
    if (isBrokenPipe(error)) return 141;
    const reason = signal.aborted ? toInterruptError(error) : error;
    const explained = await explain(reason, client(), values);
    const { redact } = context.out;
    const explanation = {
      ...explained,
      message: redact(explained.message),
      advice: redact(explained.advice),
    };
    const isForPrograms = values.options["json"] === true || values.options["ndjson"] === true;
    return await reportFor(isForPrograms, explanation, system);
  } finally {
    await close();
  }
}

/** Converts the error of a command that the user interrupted. What the command reported itself is kept. */
function toInterruptError(error: unknown): CommandError {
  if (error instanceof PartialError)
    return new PartialError(error.action, error.progress, toInterruptError(error.cause), error.advice);
  return error instanceof CommandError ? error : createInterruptError();
}

/** Returns whether a write failed because the reader closed stdout, as `head` does after its last line. */
function isBrokenPipe(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    error.code === "EPIPE" &&
    "syscall" in error &&
    error.syscall === "write"
  );
}

/** Reports an error for programs, as JSON, or for people. */
function reportFor(isForPrograms: boolean, explanation: Explanation, system: System): Promise<ExitCode> {
  return isForPrograms ? reportAsJson(explanation, system) : report(explanation, system);
}

/** Writes an error and the advice to stderr. Both are escaped, because they may quote untrusted text. */
async function report(
  { message, advice, exitCode }: Explanation,
  { stderr, env }: System,
): Promise<ExitCode> {
  const { escapeForTerminal, escapeLines, terminalText } = await import("../output/escape.js");
  const line = terminalText`hunt: ${escapeForTerminal(message, 10_000)}\n`;
  const text = advice === "" ? line : terminalText`${line}${escapeLines(advice)}\n`;
  stderr.write(wrapLines(text, detectTerminal(stderr, env)));
  return exitCode;
}

/**
 * Writes an error to stderr as one line of JSON, for programs: `{"error": {"code", "message", "advice",
 * "exitCode"}}`.
 */
async function reportAsJson(
  { code, message, advice, exitCode }: Explanation,
  { stderr }: System,
): Promise<ExitCode> {
  const { toSafeJson } = await import("../output/escape.js");
  stderr.write(`${toSafeJson({ error: { code, message, advice, exitCode } })}\n`);
  return exitCode;
}
