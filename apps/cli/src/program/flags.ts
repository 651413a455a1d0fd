import type { HuntInputError } from "@huntkit/core";
import type { Argument, Command, Flag, Flags } from "./definition.js";
import { UsageError } from "./errors.js";

type FlagOptions = Partial<Pick<Flag<unknown>, "short" | "isFile" | "isData" | "fallback">>;

/** Defines a flag without a value. */
export function booleanFlag(description: string, options: Pick<FlagOptions, "short"> = {}): Flag<boolean> {
  return { description, ...options, read: (given) => given.length > 0 };
}

/** Defines a flag with a string. */
export function stringFlag(
  placeholder: string,
  description: string,
  options: FlagOptions = {},
): Flag<string | undefined> {
  const read = ([given]: readonly string[], name: string): string | undefined => {
    if (given !== undefined) requireNotEmpty(given, name);
    return given;
  };
  return { description, placeholder, ...options, read };
}

/** A flag with the path of a file. */
export function fileFlag(placeholder: string, description: string): Flag<string | undefined> {
  return stringFlag(placeholder, description, { isFile: true });
}

/** A flag with a string that can be repeated. */
export function stringListFlag(
  placeholder: string,
  description: string,
  options: Pick<FlagOptions, "isData"> = {},
): Flag<readonly string[]> {
  const read = (given: readonly string[], name: string): readonly string[] => {
    for (const each of given) requireNotEmpty(each, name);
    return given;
  };
  return { description: `${description} (repeatable)`, placeholder, isList: true, ...options, read };
}

/** Defines a flag with a whole number of at least `min`. */
export function integerFlag(description: string, min: number): Flag<number | undefined>;
export function integerFlag(description: string, min: number, fallback: number): Flag<number>;
export function integerFlag(description: string, min: number, fallback?: number): Flag<number | undefined> {
  const read = ([written]: readonly string[], name: string): number | undefined => {
    if (written === undefined) return fallback;
    const number = /^\d{1,15}$/.test(written) ? Number(written) : Number.NaN;
    if (number >= min) return number;
    throw new UsageError(
      `Invalid value "${written}" for ${name}.`,
      `Use a whole number of at least ${min}, for example ${fallback ?? Math.max(min, 30)}.`,
    );
  };
  return {
    description,
    placeholder: "int",
    ...(fallback !== undefined && { fallback: String(fallback) }),
    read,
  };
}

/** A flag with one of several words, in any case. */
export function choiceFlag<const T extends string>(
  words: readonly T[],
  description: string,
): Flag<T | undefined>;
export function choiceFlag<const T extends string>(
  words: readonly T[],
  description: string,
  fallback: NoInfer<T>,
): Flag<T>;
export function choiceFlag<const T extends string>(
  words: readonly T[],
  description: string,
  fallback?: T,
): Flag<T | undefined> {
  return {
    description,
    placeholder: "string",
    choices: words,
    ...(fallback !== undefined && { fallback }),
    read: ([given], name) => (given === undefined ? fallback : matchWord(words, given, name)),
  };
}

/** A flag with several of the words: comma-separated, or by repeating the flag. Default: an empty list. */
export function choiceListFlag<const T extends string>(
  words: readonly T[],
  description: string,
): Flag<readonly T[]> {
  return {
    description,
    placeholder: "strings",
    choices: words,
    isList: true,
    read: (given, name) => requireNames(given, name).map((word) => matchWord(words, word, name)),
  };
}

/** A flag with several names: comma-separated, or by repeating the flag. Default: undefined. */
export function nameListFlag(placeholder: string, description: string): Flag<readonly string[] | undefined> {
  return {
    description,
    placeholder,
    isList: true,
    read: (given, name) => (given.length === 0 ? undefined : requireNames(given, name)),
  };
}

/** Parses the value of a flag. Help does not load the parser. */
async function parseJson(given: string, name: string): Promise<unknown> {
  const { parseJsonFlag } = await import("./json-text.js");
  return parseJsonFlag(given, name);
}

/** A flag with JSON, or with `@` and the name of a file. The error for invalid JSON names the line and the column. */
export function jsonFlag(placeholder: string, description: string): Flag<unknown> {
  return {
    description,
    placeholder,
    isData: true,
    isPrivate: true,
    read: ([given], name) => (given === undefined ? undefined : parseJson(given, name)),
  };
}

/** A flag with a JSON object. */
export function jsonObjectFlag(
  placeholder: string,
  description: string,
): Flag<Readonly<Record<string, unknown>> | undefined> {
  const read = async (
    [given]: readonly string[],
    name: string,
  ): Promise<Record<string, unknown> | undefined> => {
    if (given === undefined) return undefined;
    requireNotEmpty(given, name);
    const data = await parseJson(given, name);
    if (typeof data === "object" && data !== null && !Array.isArray(data))
      return data as Record<string, unknown>;
    throw new UsageError(
      `The value of ${name} is not a JSON object.`,
      `For example: ${name} '{"severity": "high"}'`,
    );
  };
  return { description, placeholder, isData: true, read };
}

/**
 * A flag with LoopBack conditions, as a JSON object. They are checked before they are combined with those of
 * other flags, so an error names the part as the user wrote it. Empty conditions are an error, because every
 * record matches them.
 */
export function whereFlag(description: string): ReturnType<typeof jsonObjectFlag> {
  const flag = jsonObjectFlag("json", description);
  const read = async (given: readonly string[], name: string) => {
    const where = await flag.read(given, name);
    if (where === undefined) return undefined;
    if (Object.keys(where).length === 0)
      throw new UsageError(
        `The value of ${name} is empty, so every record would match.`,
        `Add a condition, or remove ${name}.`,
      );
    const { normalizeWhere } = await import("@huntkit/core/internal");
    try {
      normalizeWhere(where);
    } catch (error) {
      const { replaceInput } = await import("./explain.js");
      throw new UsageError(replaceInput(error as HuntInputError, name));
    }
    return where;
  };
  return { ...flag, read };
}

/** A required argument. */
export function requiredArgument(
  description: string,
  more: Partial<Pick<Argument<string>, "choices" | "isFile" | "isData">> = {},
): Argument<string> {
  return {
    description,
    ...more,
    isRequired: true,
    isRest: false,
    read: ([given = ""], name) => {
      if (given.trim() === "") throw new UsageError(`The value of ${name} is empty.`, "Set a value.");
      return more.choices ? matchWord(more.choices, given, name) : given;
    },
  };
}

/** An optional argument. */
export function optionalArgument(
  description: string,
  more: Partial<Pick<Argument<string>, "isFile">> = {},
): Argument<string | undefined> {
  return { description, ...more, isRequired: false, isRest: false, read: ([given]) => given };
}

/** All remaining arguments. There can be none. */
export function variadicArgument(
  description: string,
  options: Partial<Pick<Argument<unknown>, "isData" | "isAfterDashes">> = {},
): Argument<readonly string[]> {
  return { description, ...options, isRequired: false, isRest: true, read: (given) => given };
}

/** All remaining arguments. At least one is required. */
export function requiredVariadicArgument(description: string): Argument<readonly string[]> {
  return { ...variadicArgument(description), isRequired: true };
}

/**
 * Parses a list of names.
 *
 * @throws {UsageError} if the list is empty, as with an unset variable of a script. Treating it as a missing
 *   flag would select more records.
 */
export function requireNames(given: readonly string[], name: string): string[] {
  const names = splitNames(given);
  if (given.length > 0) requireNotEmpty(names.join(), name);
  return names;
}

/**
 * Throws if the value of a flag is empty, as with an unset variable of a script.
 *
 * @throws {UsageError}
 */
function requireNotEmpty(value: string, name: string): void {
  if (value.trim() !== "") return;
  throw new UsageError(`The value of ${name} is empty.`, `Set a value, or remove ${name}.`);
}

/** Returns the names of all values, which may be comma-separated. */
export function splitNames(given: readonly string[]): string[] {
  return given
    .flatMap((each) => each.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Returns the word that a user wrote in any case, or undefined if it is not one of these. */
export function findWord<const T extends string>(words: readonly T[], word: string): T | undefined {
  return words.find((each) => each.toLowerCase() === word.toLowerCase());
}

function matchWord<const T extends string>(words: readonly T[], word: string, name: string): T {
  const found = findWord(words, word);
  if (found !== undefined) return found;
  throw new UsageError(`Invalid value "${word}" for ${name}.`, `Use one of these: ${words.join(", ")}.`);
}

/** Flags of every command that connects. */
const connectionFlags = {
  instance: stringFlag("name", "HUNT instance, for example acme or https://hunt.example.org:8443"),
  profile: stringFlag("name", "Profile to use, as shown by `hunt auth status`"),
  ca: fileFlag("file", "PEM file of additional certificates to trust"),
} satisfies Flags;

/** Flags of commands that ask for confirmation. */
const confirmationFlags = {
  yes: booleanFlag("Skip the confirmation prompt", { short: "y" }),
  dryRun: booleanFlag("Show what would be done, without doing it"),
} satisfies Flags;

const outputJsonFlag = { json: booleanFlag("Print JSON") } satisfies Flags;
const outputNdjsonFlag = { ndjson: booleanFlag("Print JSON, one item per line") } satisfies Flags;

/** Defines `--format`. In other programs, it also selects JSON. */
function reportFlag(formats: NonNullable<Command["formats"]>): Flag<string | undefined> {
  const flag = choiceFlag(formats, "Print a report for another program");
  const read = (given: readonly string[], name: string) => {
    const word = findWord(["json", "ndjson"], given[0] ?? "");
    if (word !== undefined) throw new UsageError(`Invalid value "${word}" for ${name}.`, `Use --${word}.`);
    return flag.read(given, name);
  };
  return { ...flag, read };
}

/** Returns the flags of a command except the inherited ones. */
export function getOwnFlags({ options = {}, schema, formats, asks = false }: Command): Flags {
  return {
    ...options,
    ...(formats && { format: reportFlag(formats) }),
    ...(asks && confirmationFlags),
    ...(schema && outputJsonFlag),
    ...(schema?.["type"] === "array" && outputNdjsonFlag),
  };
}

/** Returns the flags that a command shares with all commands that connect to HUNT. */
export function getInheritedFlags({ connects = true }: Command): Flags {
  return connects ? connectionFlags : {};
}

/** Returns all flags of a command. */
export function getAllFlags(command: Command): Flags {
  return { ...getOwnFlags(command), ...getInheritedFlags(command) };
}
