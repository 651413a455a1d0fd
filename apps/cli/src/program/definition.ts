import type { Context } from "./context.js";
import type { ExitCode } from "./errors.js";

/** A flag: what it is for, and what its values mean. Made by the functions in flags.ts. */
export interface Flag<T> {
  /** A sentence without its period: what it does. */
  readonly description: string;
  /** What stands for the value in help, such as `days`; absent for a switch. */
  readonly placeholder?: string;
  /** One letter, for `-y`. */
  readonly short?: string;
  /** The values there are, for help and completion; absent where others are possible. */
  readonly choices?: readonly string[];
  /** Whether the value is the path of a file, for completion. */
  readonly isFile?: boolean;
  /** Whether the value is data, which may hold a hash as long as a token. Otherwise, it names something. */
  readonly isData?: boolean;
  /** What help says of a flag that is left out. */
  readonly fallback?: string;
  /**
   * Reads what was given: no text where the flag was left out, several where it was repeated.
   *
   * @param name as it was written, such as `--warn-days`
   * @throws {UsageError} that names the flag, what is wrong, and what to write
   */
  read(given: readonly string[], name: string): T | Promise<T>;
}

/** An argument: what stands behind the command's name without a flag. */
export interface Argument<T> extends Pick<Flag<T>, "description" | "choices" | "isFile" | "isData" | "read"> {
  readonly isRequired: boolean;
  /** Whether it takes all that follow. */
  readonly isRest: boolean;
}

/** By name in camel case: `warnDays` is written `--warn-days`. */
export type Flags = Readonly<Record<string, Flag<unknown>>>;
/** By name, in the order in which they are written. */
export type Arguments = Readonly<Record<string, Argument<unknown>>>;

/** The values that flags or arguments read. */
export type ValuesOf<D> = {
  readonly [K in keyof D]: D[K] extends { read(...given: never[]): infer T } ? Awaited<T> : never;
};

/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A line to copy, and what it does. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** A command, but for its name and summary, which stand in commands/index.ts. */
export interface Command<A extends Arguments = Arguments, F extends Flags = Flags> {
  /** Paragraphs for help and docs, in Markdown. */
  readonly description: string;
  readonly arguments?: A;
  readonly options?: F;
  readonly examples: readonly Example[];
  /** What `--json` prints, which the command then offers; where that is a list, `--ndjson` prints an item a line. */
  readonly schema?: JsonSchema;
  /** Whether it speaks with a HUNT, and so takes `--instance`, `--profile` and `--ca`; true unless told. */
  readonly connects?: boolean;
  /** Whether it asks before it acts, and so takes `--yes` and `--dry-run`. */
  readonly asks?: boolean;
  /** Codes that it may end with beside 0, 1, 2 and 130, and beside those of every command that connects. */
  readonly exitCodes?: readonly ExitCode[];
  /** Does it. What it throws is told on stderr; what it returns is the exit code, 0 unless told. */
  run(context: Context<ValuesOf<A>, ValuesOf<F>>): Promise<ExitCode | void>;
}

/** What a command without flags or arguments takes. */
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- nothing is what it holds
type Nothing = Record<never, never>;

/** Ties the types of flags and arguments to those of the values that `run` gets. */
export function defineCommand<const A extends Arguments = Nothing, const F extends Flags = Nothing>(
  command: Command<A, F>,
): Command {
  return command;
}

/** What a command may end with beside 0, 1, 2 and 130: whatever speaks with a HUNT may find the token dead, or nobody there. */
export function listExitCodes({ connects = true, exitCodes = [] }: Command): ExitCode[] {
  return [...new Set([...(connects ? ([11, 12, 13] as const) : []), ...exitCodes])].sort(
    (one, other) => one - other,
  );
}

/** `warnDays` as it is written: `--warn-days`. */
export function toFlagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `<host>`, `[host]`, `<host...>`. */
export function formatArgument(name: string, { isRequired, isRest }: Argument<unknown>): string {
  const inner = `${name}${isRest ? "..." : ""}`;
  return isRequired ? `<${inner}>` : `[${inner}]`;
}

/** `--warn-days <days>`, `-y, --yes`. */
export function formatFlag(name: string, { short, placeholder }: Flag<unknown>): string {
  return `${short === undefined ? "" : `-${short}, `}${name}${placeholder === undefined ? "" : ` <${placeholder}>`}`;
}
