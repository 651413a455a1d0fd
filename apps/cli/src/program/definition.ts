import type { Context } from "./context.js";
import type { ReportFormat } from "../output/output.js";
import type { ExitCode } from "./errors.js";

/** A flag and how to parse its values. The functions in flags.ts create flags. */
export interface Flag<T> {
  /** What the flag does, without a period. */
  readonly description: string;
  /** Name of the value in help, such as `days`. Absent if the flag takes no value. */
  readonly placeholder?: string;
  /** Short form: the letter of `-y`. */
  readonly short?: string;
  /** All valid values, for help and completion. Absent if other values are valid too. */
  readonly choices?: readonly string[];
  /** Whether the value is the path of a file, for completion. */
  readonly isFile?: boolean;
  /**
   * Whether the value is data, which may contain a hash as long as a token. Otherwise, it names something.
   */
  readonly isData?: boolean;
  /** Whether the flag can be repeated to set several values. */
  readonly isList?: boolean;
  /** Whether the value can be a secret, which messages do not repeat. */
  readonly isPrivate?: boolean;
  /** The default value, for help. */
  readonly fallback?: string;
  /**
   * Parses the values: none if the flag is missing, and several only if it is a list.
   *
   * @param name name as the user writes it, such as `--warn-days`
   * @throws {UsageError} if a value is invalid
   */
  read(given: readonly string[], name: string): T | Promise<T>;
}

/** A positional argument, which follows the name of the command without a flag. */
export interface Argument<T> extends Pick<Flag<T>, "description" | "choices" | "isFile" | "isData" | "read"> {
  readonly isRequired: boolean;
  /** Whether it takes all remaining values. */
  readonly isRest: boolean;
  /** Whether its values follow `--`. */
  readonly isAfterDashes?: boolean;
}

/** Flags by name in camel case: `warnDays` is `--warn-days`. */
export type Flags = Readonly<Record<string, Flag<unknown>>>;
/** Arguments by name, in the order of the command line. */
export type Arguments = Readonly<Record<string, Argument<unknown>>>;

/** The parsed values of flags or arguments. */
export type ValuesOf<D> = {
  readonly [K in keyof D]: D[K] extends { read(...given: never[]): infer T } ? Awaited<T> : never;
};

/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A command line to copy, and what it does. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** The definition of a command, except for its name and summary, which are in the lists next to commands/index.ts. */
export interface Command<A extends Arguments = Arguments, F extends Flags = Flags> {
  /** Description for help and docs, in Markdown. */
  readonly description: string;
  readonly arguments?: A;
  readonly options?: F;
  readonly examples: readonly Example[];
  /**
   * Schema of the data. It adds the flag `--json`, and for a list also `--ndjson`, which prints one item per
   * line.
   */
  readonly schema?: JsonSchema;
  /** Formats of the flag `--format`. Default: none, so the command does not have the flag. */
  readonly formats?: readonly ReportFormat[];
  /** Whether it connects to HUNT, and takes `--instance`, `--profile`, and `--ca`. Default: true. */
  readonly connects?: boolean;
  /** Whether it asks for confirmation, and takes `--yes` and `--dry-run`. Default: false. */
  readonly asks?: boolean;
  /**
   * Whether something depends on the rows that it reads. A condition that no record can match is then an error.
   * Otherwise, the command prints no rows, and a warning. Default: whether it asks, or `--exit-code` is set.
   */
  readonly decides?: boolean;
  /** Exit codes in addition to 0, 1, 2, 130, 141, and those of every command that connects. */
  readonly exitCodes?: readonly ExitCode[];
  /** Runs the command, and returns the exit code (default: 0). An error is printed to stderr. */
  run(context: Context<ValuesOf<A>, ValuesOf<F>>): Promise<ExitCode | void>;
}

/** Definitions of a command without flags or arguments. */
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- an object without properties is meant
type Nothing = Record<never, never>;

/** Returns the command. It derives the types of the values in `run` from the flags and arguments. */
export function defineCommand<const A extends Arguments = Nothing, const F extends Flags = Nothing>(
  command: Command<A, F>,
): Command {
  return command;
}

/**
 * Returns the exit codes of a command except 0, 1, 2, 130, and 141. Every command that connects can fail because
 * of the token or the connection.
 */
export function listExitCodes({ connects = true, exitCodes = [] }: Command): ExitCode[] {
  return [...new Set([...(connects ? ([11, 12, 13] as const) : []), ...exitCodes])].sort(
    (one, other) => one - other,
  );
}

/** Converts a key such as `warnDays` to the name of the flag, `--warn-days`. */
export function toFlagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Formats an argument in help: `<host>`, `[host]`, `<host>...`, `[-- <command>...]`. */
export function formatArgument(
  name: string,
  { isRequired, isRest, isAfterDashes = false }: Argument<unknown>,
): string {
  const inner = isRequired || isAfterDashes ? `<${name}>` : `[<${name}>`;
  const repeated = `${inner}${isRest ? "..." : ""}`;
  if (isRequired) return repeated;
  return isAfterDashes ? `[-- ${repeated}]` : `${repeated}]`;
}

/** Formats the usage of a command: `hunt alert get <id> [flags]`. */
export function formatUsage(name: string, { arguments: args = {} }: Command): string {
  const all = Object.entries(args);
  const format = (isAfterDashes: boolean): string[] =>
    all
      .filter(([, argument]) => (argument.isAfterDashes ?? false) === isAfterDashes)
      .map(([key, argument]) => formatArgument(key, argument));
  return ["hunt", name, ...format(false), "[flags]", ...format(true)].join(" ");
}

/** Formats a flag in help: `--limit int`, `-y, --yes`. */
export function formatFlag(name: string, { short, placeholder }: Flag<unknown>): string {
  const value = placeholder === undefined ? "" : ` ${placeholder}`;
  return `${short === undefined ? "" : `-${short}, `}${name}${value}`;
}

/** Returns the description of a flag with its choices and its default, as `gh` formats them. */
export function formatFlagDescription(flag: Flag<unknown>): string {
  const { fallback } = flag;
  if (fallback === undefined) return describeFlag(flag);
  return `${describeFlag(flag)} (default ${/^\d+$/.test(fallback) ? fallback : `"${fallback}"`})`;
}

/** Returns the description of a flag with its choices. */
export function describeFlag({ description, choices }: Flag<unknown>): string {
  return choices === undefined ? description : `${description}: {${choices.join("|")}}`;
}

/** Returns the properties of the object that `--json` prints, or of each item of the array. */
export function listJsonFields({ schema }: Command): string[] {
  const items = (schema?.["items"] ?? schema) as JsonSchema | undefined;
  return Object.keys((items?.["properties"] as object | undefined) ?? {});
}
