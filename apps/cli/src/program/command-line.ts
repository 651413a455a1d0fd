import { Command as Commander, CommanderError, Help, Option } from "commander";
import { commands, groupAliases, groups, type Entry } from "../commands/index.js";
import { wrapText } from "../output/terminal.js";
import {
  toFlagName,
  listExitCodes,
  formatArgument,
  formatFlag,
  type Arguments,
  type Command,
  type Flag,
  type Flags,
} from "./definition.js";
import { exitCodes, UsageError } from "./errors.js";
import { getAllFlags } from "./flags.js";
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
  stdout: System["stdout"],
): Promise<Invocation | null> {
  const [first, ...others] = argv;
  const words = stripUnknownHelp(resolveAlias(first === "help" ? [...others, "--help"] : argv));
  rejectTokens(words);
  const called = await loadCommand(words);
  const given = await parseWords(words, called, stdout);
  if (given === null || called === undefined) return null;
  const { command } = called;
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

/** Returns the arguments and flags of the command, or null if help was printed. */
async function parseWords(
  words: readonly string[],
  called: Called | undefined,
  stdout: System["stdout"],
): Promise<Given | null> {
  let given: Given | null = null;
  const root = commandTree(called, (all) => (given = all));
  let complaint = "";
  const width = (): number => Math.min(stdout.columns || 100, 120);
  for (const node of [root, ...root.commands, ...root.commands.flatMap(({ commands: inner }) => inner)]) {
    node
      .configureHelp({ formatItem: formatHelpItem })
      .configureOutput({
        writeOut: (text) => void stdout.write(wrapText(text, width())),
        writeErr: (text) => void stdout.write(wrapText(text, width())),
        outputError: (text) => (complaint = text),
        getOutHelpWidth: width,
        getErrHelpWidth: width,
      })
      .helpOption("-h, --help", "Show this help");
  }
  try {
    await root.parseAsync(words, { from: "user" });
    return given;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // A group without a command shows its help, as --help does.
    if (error.exitCode === 0 || error.code === "commander.help") return null;
    throw createComplaint(complaint, words, called);
  }
}

/** Converts an error message of commander to an error that suggests the nearest name and the help to read. */
function createComplaint(
  complaint: string,
  words: readonly string[],
  called: Called | undefined,
): UsageError {
  const flag = /^error: unknown option '(--[^=']+)=/.exec(complaint)?.[1];
  const isSwitch = Object.keys(called ? getAllFlags(called.command) : {}).some(
    (key) => toFlagName(key) === flag,
  );
  if (isSwitch) return new UsageError(`${flag} does not take a value.`, `Use ${flag}, or remove it.`);
  const message = complaint
    .replace(/^error: /, "")
    .replace(/\n\((Did you mean [^)]*)\)/, ". $1")
    .trim();
  const sentence = /[.?]$/.test(message) ? message : `${message}.${suggestGroup(words)}`;
  const [group = ""] = words;
  const home = called?.entry.name ?? (Object.hasOwn(groups, group) ? group : "");
  // More words than arguments, although the command has some: `hunt scan Build servers`.
  const isSplit = /^too many arguments.* Expected [1-9]/.test(sentence);
  const quotes = isSplit ? "Put a value that contains spaces in quotes. " : "";
  return new UsageError(sentence, `${quotes}See ${["hunt", home, "--help"].filter(Boolean).join(" ")}.`);
}

/**
 * Returns a question that names the commands whose last word is the first one of the command line, such as
 * `login`.
 */
function suggestGroup([first = ""]: readonly string[]): string {
  const names = commands.filter(({ name }) => name.endsWith(` ${first}`)).map(({ name }) => `hunt ${name}`);
  return names.length === 1 || names.length === 2 ? ` Did you mean ${names.join(" or ")}?` : "";
}

/** Columns that a description has at least. With less, it starts on a line of its own. */
const minDescriptionWidth = 40;

/** Formats a flag, an argument, or a command in help, in the width of the terminal. */
function formatHelpItem(
  this: Help,
  term: string,
  termWidth: number,
  description: string,
  helper: Help,
): string {
  const helpWidth = this.helpWidth ?? 80;
  if (description === "" || helpWidth - termWidth - 4 >= minDescriptionWidth)
    return Help.prototype.formatItem.call(this, term, termWidth, description, helper);
  const indent = " ".repeat(6);
  return `  ${term}\n${indent}${wrapText(description, helpWidth - indent.length).replaceAll("\n", `\n${indent}`)}`;
}

/**
 * Creates the tree of commands for commander. It has the names and summaries of all commands, so commander
 * can suggest the nearest one. Only the called command has arguments and flags.
 *
 * @param called the command whose definition was loaded
 * @param act called with the arguments and flags of that command
 */
function commandTree(called: Called | undefined, act: (given: Given) => void): Commander {
  const root = new Commander("hunt")
    .description("Work with HUNT from the terminal: tokens, alerts, scans, and exports.")
    .helpCommand(false)
    .exitOverride();
  const homes = new Map(
    Object.entries(groups).map(([name, summary]) => [
      name,
      root.command(name).description(summary).helpCommand(false).exitOverride(),
    ]),
  );
  for (const entry of commands) {
    const [first, word] = entry.name.split(" ") as [string, string?];
    const node = (word === undefined ? root : homes.get(first)!)
      .command(word ?? first)
      .summary(entry.summary)
      .description(entry.summary)
      .exitOverride();
    if (entry === called?.entry) addDetails(node, called.command, act);
    else node.allowUnknownOption().allowExcessArguments();
  }
  return root.option("--version", "Print the version").addHelpText("after", footer);
}

const footer = `
Examples:
  hunt auth login --instance acme
  hunt token check --warn-days 30
  hunt sandbox

Run a command with --help for its details.`;

function addDetails(node: Commander, command: Command, act: (given: Given) => void): void {
  const args = command.arguments ?? {};
  const flags = getAllFlags(command);
  node.description(stripBackticks(command.description)).addHelpText("after", () => formatExamples(command));
  for (const [name, argument] of Object.entries(args))
    node.argument(formatArgument(name, argument), argument.description);
  for (const [key, flag] of Object.entries(flags)) node.addOption(toOption(key, flag));
  node.action((...given: unknown[]) => act({ args: toStrings(args, given), flags: node.opts() }));
}

/**
 * Converts a flag to an option of commander that keeps all its values. The flag decides what a second one
 * means.
 */
function toOption(key: string, flag: Flag<unknown>): Option {
  const { placeholder, description, fallback } = flag;
  const option = new Option(
    formatFlag(toFlagName(key), flag),
    fallback === undefined ? description : `${description} (default: ${fallback})`,
  );
  // Commander would treat `--no-revoke` as the negation of `--revoke`. Here, it is a flag like any other.
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

/** Removes the backticks of Markdown, which help does not render. */
function stripBackticks(markdown: string): string {
  return markdown.replaceAll("`", "");
}

function formatExamples(command: Command): string {
  const lines = command.examples.flatMap(({ line, does }) => [`  # ${does}`, `  ${line}`]);
  const table = listExitCodes(command).map((code) => `  ${String(code).padStart(3)}  ${exitCodes[code]}`);
  return [
    "",
    "Examples:",
    ...lines,
    ...(table.length > 0 ? ["", "Exit codes in addition to 0, 1, and 2:", ...table] : []),
  ].join("\n");
}

/** Parses the values of all flags or arguments. Commander has already rejected unknown ones. */
async function readAll(
  definitions: Flags | Arguments,
  given: Readonly<Record<string, readonly string[]>>,
  nameOf: (key: string) => string,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [key, definition] of Object.entries(definitions)) {
    const texts = given[key] ?? [];
    if (definition.isData !== true) await rejectTokenAsName(texts, nameOf(key));
    values[key] = await definition.read(texts, nameOf(key));
  }
  return values;
}

/**
 * Throws if a string is a token. Core is loaded only if a string is long enough, so most commands start
 * without it.
 */
async function rejectTokenAsName(texts: readonly string[], name: string): Promise<void> {
  const long = texts.filter((text) => text.length >= tokenLength);
  if (long.length === 0) return;
  const { requireNoToken } = await import("@huntkit/core");
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
    "Run `hunt auth login`, which prompts for it. Or pass it in HUNT_TOKEN, in the file that HUNT_TOKEN_FILE names, or on stdin: hunt auth login --with-token < token.txt. If the token was real, revoke it.",
  );
}
