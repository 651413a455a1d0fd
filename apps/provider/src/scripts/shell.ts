import { getSystemErrorMap } from "node:util";
import type { TerminalText } from "@huntkit/core/escape";

/** The environment of a script: its directory, its variables, and its input and output. */
export interface Shell {
  readonly env: NodeJS.ProcessEnv;
  /** The directory that relative paths start from. */
  readonly cwd: string;
  /** Prints results, for people or for other programs. It does not add line breaks. */
  readonly print: (text: TerminalText) => void;
  /** Escapes and prints lines of progress, hints, or errors, which are never part of a result. */
  readonly note: (line: string) => void;
  /** Asks for a line of text. Undefined without a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** Aborts when the user stops the script (SIGINT, SIGTERM). */
  readonly signal: AbortSignal;
}

/**
 * Describes an error of the operating system: `permission denied (EACCES)`. Other errors have their message.
 */
export function describeSystemError(error: unknown): string {
  const { errno, code, message } = error as NodeJS.ErrnoException;
  const [, text] = (errno !== undefined && getSystemErrorMap().get(errno)) || [];
  return text === undefined ? message : `${text} (${code})`;
}

/** An error of the user or of the environment. Only its message is shown. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
}
