import { escapeLogLine } from "@huntkit/toolkit";

/** What a script sees of the world around it: where it runs, and whom it talks to. */
export interface Shell {
  readonly env: NodeJS.ProcessEnv;
  /** The folder that relative paths begin at. */
  readonly cwd: string;
  /** Results, for people or for other programs. Ends no line by itself. */
  readonly print: (text: string) => void;
  /** Progress, hints and complaints: never part of a result. */
  readonly note: (line: string) => void;
  /** Asks for a line of text; undefined where nobody is there to answer. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** Ends when the user wants to stop (SIGINT, SIGTERM). */
  readonly signal: AbortSignal;
}

/** What a person did wrong, or what went wrong around them: its message is all that is shown of it. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
}

/** A text that may hold what others wrote, made harmless for terminals and logs line by line. */
export function escapeLogLines(text: string): string {
  return text.split("\n").map(escapeLogLine).join("\n");
}
