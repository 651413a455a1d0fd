import type * as z from "zod/mini";
import type { JsonSchema } from "../../program/definition.js";
import type { Session } from "./session.js";
import type { WriteKind } from "./flags.js";

/** A call of a tool. */
export interface Call extends Session {
  /** Aborts when the client cancels the call, or the server stops. */
  readonly signal: AbortSignal;
  /** Returns the time of HUNT's clock, in milliseconds since 1970. */
  readonly readTime: () => Promise<number>;
  /** Reports the progress of a task in percent, if the client asked for it. */
  readonly reportProgress: (percent: number) => void;
}

/** What a tool returns. */
export interface Answer {
  /** What the data is, and what to do next, in text of the program. Names from HUNT are only in the data. */
  readonly summary: string;
  /** Data of HUNT, by the output schema of the tool. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** A tool of the server. */
export interface Tool<S extends z.ZodMiniObject = z.ZodMiniObject> {
  /** Name in snake case, such as `list_alerts`. */
  readonly name: string;
  readonly title: string;
  /** What it returns, for an assistant that chooses a tool. */
  readonly description: string;
  /** The command of `hunt` that does the same. Messages about the command then name the tool. */
  readonly command?: string;
  /** What it changes, if it changes anything. */
  readonly writes?: WriteKind;
  /** Whether a change can do damage. Default: false. */
  readonly isDestructive?: boolean;
  readonly input: S;
  /** The properties of the data. All of them are always present. */
  readonly output: Readonly<Record<string, JsonSchema>>;
  run(input: z.output<S>, call: Call): Promise<Answer>;
}

/** Returns the tool. It derives the type of the input in `run` from the schema. */
export function defineTool<S extends z.ZodMiniObject>(tool: Tool<S>): Tool {
  return tool;
}
