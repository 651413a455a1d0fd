import { CommanderError } from "commander";
import { commands } from "../commands/index.js";
import { groups } from "../commands/groups.js";
import type { Called, Given } from "./called.js";
import { createCommandTree } from "./command-tree.js";
import { toFlagName, type Command } from "./definition.js";
import { getAllFlags } from "./flags.js";
import { toHelpView, type HelpView } from "./help-layout.js";
import { expandWords, formatCommandPage, isHelpFlag } from "./help-page.js";
import { readAll } from "./read-values.js";
import { rejectTokens } from "./reject-tokens.js";
import type { System } from "./system.js";
import { requireDashes, requireFlagsAfterCommand, suggestTopic, toUsageError } from "./usage-errors.js";

/** A command, and the parsed values of its arguments and flags. */
export interface Invocation {
  readonly command: Command;
  readonly args: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
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
  const words = stripUnknownHelp(expandWords(argv));
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
  view: HelpView,
  print: (text: string) => void,
): Promise<Given | null> {
  let given: Given | null = null;
  let complaint = "";
  const page = called && words.some(isHelpFlag) ? await formatCommandPage(called.entry, view) : "";
  const root = createCommandTree(words, called, { view, page, act: (all) => (given = all) });
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
    throw await toUsageError(error.code, complaint, words, called);
  }
}
