import type { ExitCode } from "./exit-codes.js";

/** Something that ends a command, as people are told it. */
export class CommandError extends Error {
  /** What to do about it; empty where nothing helps. */
  readonly advice: string;
  readonly exitCode: ExitCode;

  /**
   * @param message what was wrong, with which input
   * @param advice what to do next
   */
  constructor(message: string, advice = "", exitCode: ExitCode = 1) {
    super(message);
    this.name = "CommandError";
    this.advice = advice;
    this.exitCode = exitCode;
  }
}

/** The command line, or a file or variable that it goes by, cannot be used; nothing was sent. */
export class UsageError extends CommandError {
  constructor(message: string, advice = "") {
    super(message, advice, 2);
    this.name = "UsageError";
  }
}
