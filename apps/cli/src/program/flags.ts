import type { Argument, Command, Flag, Flags } from "./definition.js";
import { UsageError } from "./errors.js";
import { parseJson } from "./json-text.js";

type Look = Partial<Pick<Flag<unknown>, "short" | "isFile">>;

/** A switch: false unless it is there. */
export function toggle(description: string, look: Pick<Look, "short"> = {}): Flag<boolean> {
  return { description, ...look, read: (given) => given.length > 0 };
}

/** A text. */
export function text(placeholder: string, description: string, look: Look = {}): Flag<string | undefined> {
  return { description, placeholder, ...look, read: (given) => given.at(-1) };
}

/** The path of a file. */
export function file(placeholder: string, description: string): Flag<string | undefined> {
  return text(placeholder, description, { isFile: true });
}

/** A text that may be given several times. */
export function texts(placeholder: string, description: string): Flag<readonly string[]> {
  return { description: `${description}; repeatable`, placeholder, read: (given) => given };
}

/** A whole number, from `least` on; undefined when left out, unless there is a fallback. */
export function whole(placeholder: string, description: string, least: number): Flag<number | undefined>;
export function whole(
  placeholder: string,
  description: string,
  least: number,
  fallback: number,
): Flag<number>;
export function whole(
  placeholder: string,
  description: string,
  least: number,
  fallback?: number,
): Flag<number | undefined> {
  const read = (given: readonly string[], name: string): number | undefined => {
    const written = given.at(-1);
    if (written === undefined) return fallback;
    const number = /^\d{1,15}$/.test(written) ? Number(written) : Number.NaN;
    if (number >= least) return number;
    throw new UsageError(
      `${name}: "${written}" is no whole number from ${least} on.`,
      `Write it in digits, such as ${name} ${fallback ?? Math.max(least, 30)}.`,
    );
  };
  return { description, placeholder, ...(fallback !== undefined && { fallback: String(fallback) }), read };
}

/** One of a few words. */
export function choice<const T extends string>(words: readonly T[], description: string): Flag<T | undefined>;
export function choice<const T extends string>(
  words: readonly T[],
  description: string,
  fallback: NoInfer<T>,
): Flag<T>;
export function choice<const T extends string>(
  words: readonly T[],
  description: string,
  fallback?: T,
): Flag<T | undefined> {
  return {
    description,
    placeholder: words.join("|"),
    choices: words,
    ...(fallback !== undefined && { fallback }),
    read: (given, name) => (given.length === 0 ? fallback : pick(words, given.at(-1)!, name)),
  };
}

/** Some of a few words, between commas or by repeating the flag; all is none given. */
export function choices<const T extends string>(
  words: readonly T[],
  description: string,
): Flag<readonly T[]> {
  return {
    description,
    placeholder: words.join("|"),
    choices: words,
    read: (given, name) => split(given).map((word) => pick(words, word, name)),
  };
}

/** Names, between commas or by repeating the flag; undefined for none. */
export function names(placeholder: string, description: string): Flag<readonly string[] | undefined> {
  return { description, placeholder, read: (given) => (given.length === 0 ? undefined : split(given)) };
}

/** JSON; a wrong one is told with its place. */
export function json(placeholder: string, description: string): Flag<unknown> {
  return {
    description,
    placeholder,
    read: (given, name) => (given.length === 0 ? undefined : parseJson(given.at(-1)!, name)),
  };
}

/** A JSON object, such as LoopBack's conditions. */
export function jsonObject(
  placeholder: string,
  description: string,
): Flag<Readonly<Record<string, unknown>> | undefined> {
  const read = async (
    given: readonly string[],
    name: string,
  ): Promise<Record<string, unknown> | undefined> => {
    if (given.length === 0) return undefined;
    const data = await parseJson(given.at(-1)!, name);
    if (typeof data === "object" && data !== null && !Array.isArray(data))
      return data as Record<string, unknown>;
    throw new UsageError(
      `${name}: it is JSON, but no object.`,
      `Write it like ${name} '{"severity": "high"}'.`,
    );
  };
  return { description, placeholder, read };
}

/** An argument that has to be there. */
export function required(
  description: string,
  more: Partial<Pick<Argument<string>, "choices" | "isFile">> = {},
): Argument<string> {
  return {
    description,
    ...more,
    isRequired: true,
    isRest: false,
    read: ([given], name) => (more.choices ? pick(more.choices, given!, name) : given!),
  };
}

/** An argument that may be left out. */
export function optional(
  description: string,
  more: Partial<Pick<Argument<string>, "isFile">> = {},
): Argument<string | undefined> {
  return { description, ...more, isRequired: false, isRest: false, read: ([given]) => given };
}

/** All arguments that follow, perhaps none. */
export function rest(description: string): Argument<readonly string[]> {
  return { description, isRequired: false, isRest: true, read: (given) => given };
}

/** All arguments that follow, one at least. */
export function oneOrMore(description: string): Argument<readonly string[]> {
  return { ...rest(description), isRequired: true };
}

/** What was given between commas or by repeating the flag. */
export function split(given: readonly string[]): string[] {
  return given
    .flatMap((each) => each.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function pick<const T extends string>(words: readonly T[], word: string, name: string): T {
  const found = words.find((each) => each.toLowerCase() === word.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(`${name}: "${word}" is not known.`, `Write one of ${words.join(", ")}.`);
}

/** Which HUNT, and as whom. */
const connectionFlags = {
  instance: text("name", "The HUNT instance, such as acme or https://hunt.example.org:8443"),
  profile: text("name", "The profile to use, as `hunt auth status` lists them"),
  ca: file("file", "PEM file of certificates to trust beside the usual ones"),
} satisfies Flags;

/** Whether to ask. */
const askingFlags = {
  yes: toggle("Do it without asking", { short: "y" }),
  dryRun: toggle("Say what would be done, and do nothing"),
} satisfies Flags;

const jsonFlag = { json: toggle("Print JSON") } satisfies Flags;
const ndjsonFlag = { ndjson: toggle("Print JSON, an item a line") } satisfies Flags;

/** Every flag that a command takes: its own, and those that follow from what it does. */
export function allFlags({ options = {}, schema, connects = true, asks = false }: Command): Flags {
  return {
    ...options,
    ...(asks && askingFlags),
    ...(schema && jsonFlag),
    ...(schema?.["type"] === "array" && ndjsonFlag),
    ...(connects && connectionFlags),
  };
}
