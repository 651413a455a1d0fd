import { Command as Commander, CommanderError, Option } from "commander";
import { commands } from "../commands/index.js";
import type { Entry } from "../commands/entry.js";
import { groupAliases, groups } from "../commands/groups.js";
import {
  toFlagName,
  type Argument,
  type Arguments,
  type Command,
  type Flag,
  type Flags,
} from "./definition.js";
import { UsageError } from "./errors.js";
import { getAllFlags } from "./flags.js";
import {
  formatCommandHelp,
  formatGroupHelp,
  formatRootHelp,
  formatTopicHelp,
  toHelpView,
  type HelpView,
} from "./help.js";
import { helpTopics } from "./help-topics.js";
import type { System } from "./system.js";

/** A command, and the parsed values of its arguments and flags. */
export interface Invocation {
  readonly command: Command;
  readonly args: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The command that the first words of a command line name. */
interface Called {
  readonly entry: Entry;
  readonly command: Command;
}

/** Arguments and flags as strings, before they are parsed. */
interface Given {
  readonly args: Readonly<Record<string, readonly string[]>>;
  readonly flags: Readonly<Record<string, readonly string[]>>;
}

/**
 * Parses a command line, or prints help if it asks for help.
 *
 * @param argv the words after `hunt`
 * @returns null if help was printed
 * @throws {UsageError} if the command line is not valid, or contains a token
 */
export async function parseCommandLine(
  argv: readonly string[],
  { stdout, env }: Pick<System, "stdout" | "env">,
): Promise<Invocation | null> {
  const [first, ...others] = argv;
  const print = (text: string): void => void stdout.write(text);
  const view = toHelpView({ stdout, env });
  const topic = first === "help" && others.length === 1 ? formatTopicHelp(others[0]!, view) : null;
  if (topic !== null) {
    print(topic);
    return null;
  }
  const words = stripUnknownHelp(resolveAlias(first === "help" ? [...others, "--help"] : argv));
  rejectTokens(words);
  requireFlagsAfterCommand(words);
  if (first === "help" && others.length === 1) await suggestTopic(others[0]!);
  const called = await loadCommand(words);
  const given = await parseWords(words, called, view, print);
  if (given === null || called === undefined) return null;
  const { command } = called;
  requireDashes(called, given, words);
  return {
    command,
    args: await readAll(command.arguments ?? {}, given.args, (key) => `<${key}>`),
    options: await readAll(getAllFlags(command), given.flags, toFlagName),
  };
}

/** Replaces an alias of a group, such as `alerts`, with the name of the group. */
function resolveAlias(words: readonly string[]): readonly string[] {
  const [group = "", ...others] = words;
  return Object.hasOwn(groupAliases, group) ? [groupAliases[group]!, ...others] : words;
}

/**
 * Removes `--help` after a command that does not exist. Otherwise, commander would print the help of all
 * commands instead of an error.
 */
function stripUnknownHelp(words: readonly string[]): readonly string[] {
  const [group = "-", word = "-"] = words;
  const isKnown =
    group.startsWith("-") ||
    commands.some(({ name }) => name === group || name === `${group} ${word}`) ||
    (Object.hasOwn(groups, group) && word.startsWith("-"));
  return isKnown ? words : words.filter((each) => each !== "--help" && each !== "-h");
}

/** Loads the command that the first words name. Returns undefined if there is no such command. */
async function loadCommand([group = "", word = ""]: readonly string[]): Promise<Called | undefined> {
  const entry = commands.find(({ name }) => name === `${group} ${word}` || name === group);
  return entry && { entry, command: (await entry.load()).default };
}

/**
 * Requires that the command of a user follows `--`. Otherwise, a stray word would be run as a program.
 *
 * @throws {UsageError} if a word before `--` is not a flag
 */
function requireDashes({ entry, command }: Called, { args }: Given, words: readonly string[]): void {
  const [name] = Object.entries(command.arguments ?? {}).find(([, { isAfterDashes }]) => isAfterDashes) ?? [];
  if (name === undefined) return;
  const all = args[name] ?? [];
  const after = words.includes("--") ? words.length - words.indexOf("--") - 1 : 0;
  if (all.length <= after) return;
  throw new UsageError(
    `Unexpected argument "${all[0]}".`,
    `Put the command after --. See hunt ${entry.name} --help.`,
  );
}

/** Returns the arguments and flags of the command, or null if help was printed. */
async function parseWords(
  words: readonly string[],
  called: Called | undefined,
  view: HelpView,
  print: (text: string) => void,
): Promise<Given | null> {
  let given: Given | null = null;
  let complaint = "";
  const root = createCommandTree(words, called, view, (all) => (given = all));
  for (const node of [root, ...root.commands, ...root.commands.flatMap(({ commands: inner }) => inner)]) {
    node.configureOutput({
      writeOut: print,
      writeErr: print,
      outputError: (text) => (complaint = text),
      getOutHasColors: () => view.hasColors,
      getErrHasColors: () => view.hasColors,
    });
  }
  try {
    await root.parseAsync(words, { from: "user" });
    return given;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // A group without a command shows its help, as --help does.
    if (error.exitCode === 0 || error.code === "commander.help") return null;
    throw toUsageError(error.code, complaint, words, called);
  }
}

/** Creates the error for what commander reports, with the nearest name and the help to read. */
function toUsageError(
  code: string,
  complaint: string,
  words: readonly string[],
  called: Called | undefined,
): UsageError {
  const [, name = ""] = /'(.*?)'/.exec(complaint) ?? [];
  const [, nearest] = /\(Did you mean ([^)]*)\?\)/.exec(complaint) ?? [];
  const question = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  const [group = ""] = words;
  const page = called?.entry.name ?? (Object.hasOwn(groups, group) ? group : "");
  const see = `See ${["hunt", page, "--help"].filter(Boolean).join(" ")}.`;
  switch (code) {
    case "commander.unknownCommand":
      return new UsageError(`Unknown command "${name}".${question || suggestGroup(words)}`, see);
    case "commander.unknownOption":
      return createUnknownFlagError(name, question, see, called);
    case "commander.optionMissingArgument": {
      const flag = name.replace(/ <.*$/, "").replace(/^-\w, /, "");
      return new UsageError(`${flag} requires a value.`, see);
    }
    case "commander.missingArgument":
      return new UsageError(`Missing required argument <${name}>.${suggestFirstChoice(words, called)}`, see);
    case "commander.excessArguments": {
      const at = words.indexOf("--json");
      if (at > 0 && words[at + 1]?.startsWith("-") === false)
        return createUnknownFlagError("--json", question, see, called);
      const [, max = "0", actual = ""] = /Expected (\d+) arguments? but got (\d+)/.exec(complaint) ?? [];
      // More words than arguments, although the command has some: `hunt scan Build servers`.
      const quotes = max === "0" ? "" : "Put a value that contains spaces in quotes. ";
      return new UsageError(`Too many arguments: expected ${max}, but got ${actual}.`, quotes + see);
    }
    default:
      return new UsageError(complaint.replace(/^error: /, "").trim(), see);
  }
}

/** Returns a question for a command line without its first argument, such as the method in `hunt api Alerts`. */
function suggestFirstChoice(words: readonly string[], called: Called | undefined): string {
  const [{ choices } = {}] = Object.values(called?.command.arguments ?? {}) as Partial<Argument<unknown>>[];
  const word = words[called?.entry.name.split(" ").length ?? 0];
  if (choices === undefined || word === undefined || word.startsWith("-")) return "";
  if (choices.some((each) => each.toLowerCase() === word.toLowerCase())) return "";
  return ` Did you mean hunt ${called!.entry.name} ${choices[0]} ${word}?`;
}

/** @throws {UsageError} if a flag other than those of `hunt` itself precedes the command */
function requireFlagsAfterCommand(words: readonly string[]): void {
  const [flag = ""] = words;
  if (!flag.startsWith("-") || ["--help", "-h", "--version"].includes(flag)) return;
  const at = words.findIndex((word) => commands.some(({ name }) => name.split(" ")[0] === word));
  if (at < 0) return;
  throw new UsageError(
    `${flag.split("=", 1)[0]} must follow the command.`,
    `For example: hunt ${[...words.slice(at), ...words.slice(0, at)].join(" ")}`,
  );
}

/** @throws {UsageError} if a word is similar to a help topic, and is not a command */
async function suggestTopic(word: string): Promise<void> {
  if (commands.some(({ name }) => name.split(" ")[0] === word) || Object.hasOwn(groupAliases, word)) return;
  const { findNearestNames } = await import("@huntkit/core/internal");
  const [topic] = findNearestNames(word, Object.keys(helpTopics), 1);
  if (topic === undefined) return;
  throw new UsageError(`Unknown command "${word}". Did you mean hunt help ${topic}?`, "See hunt --help.");
}

/** Creates the error for a flag that does not exist, or for a value of a flag that takes none. */
function createUnknownFlagError(
  written: string,
  question: string,
  see: string,
  called: Called | undefined,
): UsageError {
  const [flag = ""] = written.split("=", 1);
  const isSwitch = Object.keys(called ? getAllFlags(called.command) : {}).some(
    (key) => toFlagName(key) === flag,
  );
  if (isSwitch) return new UsageError(`${flag} does not take a value.`, `Use ${flag}, or remove it.`);
  return new UsageError(`Unknown flag ${written}.${question}`, see);
}

/**
 * Returns a question that names the commands whose last word is the first one of the command line, such as
 * `login`.
 */
function suggestGroup([first = ""]: readonly string[]): string {
  const names = commands.filter(({ name }) => name.endsWith(` ${first}`)).map(({ name }) => `hunt ${name}`);
  return names.length === 1 || names.length === 2 ? ` Did you mean ${names.join(" or ")}?` : "";
}

/**
 * Creates the tree of commands for commander. It has the names of all groups and of the commands in the called
 * group, so commander can suggest the nearest one. Only the called command has arguments and flags.
 *
 * @param words the command line
 * @param called the command whose definition was loaded
 * @param act called with the arguments and flags of that command
 */
function createCommandTree(
  [group]: readonly string[],
  called: Called | undefined,
  view: HelpView,
  act: (given: Given) => void,
): Commander {
  const root = addHelp(new Commander("hunt"), () => formatRootHelp(view));
  const groupNodes = new Map(
    (Object.keys(groups) as (keyof typeof groups)[]).map((name) => [
      name as string,
      addHelp(root.command(name), () => formatGroupHelp(name, view)),
    ]),
  );
  for (const entry of commands) {
    const [first, word] = entry.name.split(" ") as [string, string?];
    if (word !== undefined && first !== group) continue;
    const parent = word === undefined ? root : groupNodes.get(first)!;
    const node = addHelp(parent.command(word ?? first), () =>
      entry === called?.entry ? formatCommandHelp(entry, called.command, view) : "",
    );
    if (entry === called?.entry) addDetails(node, called.command, act);
    else node.allowUnknownOption().allowExcessArguments();
  }
  return root.option("--version", "Show hunt version");
}

/** Lets a node print our own help. */
function addHelp(node: Commander, formatHelp: () => string): Commander {
  return node
    .helpCommand(false)
    .helpOption("-h, --help", "Show help for command")
    .configureHelp({ formatHelp })
    .exitOverride();
}

function addDetails(node: Commander, command: Command, act: (given: Given) => void): void {
  const args = command.arguments ?? {};
  for (const [name, argument] of Object.entries(args)) node.argument(toCommanderArgument(name, argument));
  for (const [key, flag] of Object.entries(getAllFlags(command))) node.addOption(toOption(key, flag));
  node.action((...given: unknown[]) => act({ args: toStrings(args, given), flags: node.opts() }));
}

function toCommanderArgument(name: string, { isRequired, isRest }: Argument<unknown>): string {
  const inner = `${name}${isRest ? "..." : ""}`;
  return isRequired ? `<${inner}>` : `[${inner}]`;
}

/** Keeps every value of a flag. Only a list can have several. */
function toOption(key: string, { short, placeholder }: Flag<unknown>): Option {
  const name = `${short === undefined ? "" : `-${short}, `}${toFlagName(key)}`;
  const option = new Option(placeholder === undefined ? name : `${name} <value>`);
  // To commander, `--no-revoke` would be the opposite of a flag `--revoke`; here it is a flag like any other.
  option.negate = false;
  const keep = (value: string, before: unknown): string[] => [
    ...((before as string[] | undefined) ?? []),
    value,
  ];
  return placeholder === undefined ? option.preset("").argParser(keep) : option.argParser(keep);
}

function toStrings(args: Arguments, given: readonly unknown[]): Record<string, string[]> {
  return Object.fromEntries(
    Object.keys(args).map((name, at) => [name, [given[at] ?? []].flat() as string[]]),
  );
}

/** Reads the values of all flags or arguments. Commander has already rejected unknown ones. */
async function readAll(
  definitions: Flags | Arguments,
  given: Readonly<Record<string, readonly string[]>>,
  nameOf: (key: string) => string,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [key, definition] of Object.entries(definitions)) {
    const texts = given[key] ?? [];
    if (definition.isData !== true) await rejectTokenAsName(texts, nameOf(key));
    if ("placeholder" in definition) rejectRepetition(definition, texts, nameOf(key));
    values[key] = await definition.read(texts, nameOf(key));
  }
  return values;
}

/** Maximum number of characters of a value in a message. */
const maxShownValue = 80;

/** @throws {UsageError} if a flag that is not a list has several values. Using only the last one would hide a mistake. */
function rejectRepetition(
  { isList = false, isPrivate = false }: Flag<unknown>,
  values: readonly string[],
  name: string,
): void {
  if (isList || values.length < 2) return;
  const shown = values.map((each) =>
    each.length > maxShownValue ? `${each.slice(0, maxShownValue)}…` : each,
  );
  const list = isPrivate ? "" : `: ${shown.map((each) => `"${each}"`).join(" and ")}`;
  throw new UsageError(`${name} is set more than once${list}.`, "Remove one of them.");
}

/**
 * Throws if a string is a token. Core is loaded only if a string is long enough, so most commands start
 * without it.
 */
async function rejectTokenAsName(texts: readonly string[], name: string): Promise<void> {
  const long = texts.filter((text) => text.length >= tokenLength);
  if (long.length === 0) return;
  const { requireNoToken } = await import("@huntkit/core/internal");
  for (const text of long) requireNoToken(name, text);
}

/** Number of characters in a token (vendor's PowerShell module). */
const tokenLength = 64;

/** Matches a token after a one-letter flag, as in `-t<token>`. */
const gluedToken = /^-[A-Za-z0-9]{65,}$/;

/**
 * Matches a string in the form of a token (vendor's PowerShell module). SHA-256 hashes in hex are excluded,
 * because they are valid arguments.
 */
const tokenPattern =
  /(?<![A-Za-z0-9])(?!(?:[0-9a-f]{64}|[0-9A-F]{64})(?![A-Za-z0-9]))[A-Za-z0-9]{64}(?![A-Za-z0-9])/;

/**
 * Rejects a command line that contains a token. Every user of the machine can see it in the process list, and
 * the shell stores it in its history.
 *
 * @throws {UsageError} if there is a token. The message does not contain it.
 */
function rejectTokens(argv: readonly string[]): void {
  const isNamed =
    argv.some((word, at) => /^--?token$/.test(word) && !argv.slice(0, at).includes("--")) ||
    argv.some((word) => word.startsWith("--token="));
  if (!isNamed && !argv.some((word) => tokenPattern.test(word) || gluedToken.test(word))) return;
  throw new UsageError(
    `${isNamed ? "--token is not a flag, and" : "One of the arguments looks like a HUNT token, and"} a token must not be passed as an argument. Other users of this machine can see it in the process list, and the shell stores it in its history.`,
    "Run `hunt auth login`, which prompts for it. Or pass it in HUNT_TOKEN, in the file that " +
      "HUNT_TOKEN_FILE names, or on stdin: hunt auth login --with-token < token.txt. If the token was " +
      "real, revoke it.",
  );
}
