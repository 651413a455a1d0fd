import type { CliErrorCode } from "@huntkit/toolkit";

/**
 * The exit codes of `hunt` and their meaning. The docs, the man page, and `hunt token check` use this table.
 */
export const exitCodes = {
  0: "Success. For a token: it is healthy.",
  1: "The command failed or was declined, HUNT denied the request, or has no such record.",
  2: "Invalid usage: a flag, an argument, a file, or a credential is invalid. Nothing was changed.",
  3: "Findings, with --exit-code or --fail-on: an alert matches, or a file differs from HUNT.",
  4: "Incomplete results, with --fail-on: some hosts could not be scanned. See --allow-partial.",
  10: "The token expires within the requested number of days.",
  11: "The token has expired. HUNT reports this only once. After that, the code is 12.",
  12: "The token is not valid: it was revoked or mistyped, or it expired some time ago.",
  13: "HUNT could not be reached, or the response is not from a HUNT API.",
  14: "The token is valid, but its expiry date is unknown.",
  130: "Interrupted by Ctrl+C or by a termination signal.",
  141: "The reader of the output closed it early, as `head` does.",
} as const;

/** One of the codes of {@link exitCodes}. */
export type ExitCode = keyof typeof exitCodes;

/** An error that ends a command, with a message for the user. */
export class CommandError extends Error {
  /** What to do next. Empty if there is no advice. */
  readonly advice: string;
  readonly exitCode: ExitCode;
  /** Code in the catalog of errors. */
  readonly code: CliErrorCode;

  /**
   * @param message what is wrong, including the name of the input
   * @param advice what to do next
   */
  constructor(message: string, advice = "", exitCode: ExitCode = 1, code: CliErrorCode = "CLI_FAILED") {
    super(message);
    this.code = code;
    this.name = "CommandError";
    this.advice = advice;
    this.exitCode = exitCode;
  }
}

/** A command line, file, or variable that is not valid. Nothing was changed. */
export class UsageError extends CommandError {
  constructor(message: string, advice = "", code: CliErrorCode = "CLI_USAGE") {
    super(message, advice, 2, code);
    this.name = "UsageError";
  }
}

/**
 * An error after a part of a command was done. {@link explain} takes the exit code, the code, and the advice
 * from its cause.
 */
export class PartialError extends CommandError {
  /** What failed, as an imperative phrase: `upload two.json.gz`. */
  readonly action: string;
  /** What was done before, in a sentence. */
  readonly progress: string;
  declare readonly cause: unknown;

  constructor(action: string, progress: string, cause: unknown, advice = "") {
    super(`Could not ${action}. ${progress}`, advice);
    this.name = "PartialError";
    this.action = action;
    this.progress = progress;
    this.cause = cause;
  }
}

/**
 * Creates the error of a command that the user interrupted.
 *
 * @param advice how to resume it, if that is possible
 */
export function createInterruptError(advice = ""): CommandError {
  return new CommandError("Interrupted.", advice, 130, "CLI_INTERRUPTED");
}
