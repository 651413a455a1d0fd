import type { Readable, Writable } from "node:stream";
import { CommanderError } from "commander";
import { commands, groupAliases, groups } from "../commands/index.js";
import type { Environment } from "./context.js";
import { flagName, type Command } from "./definition.js";
import { createContext } from "./create-context.js";
import { CommandError, UsageError } from "./errors.js";
import type { ExitCode } from "./exit-codes.js";
import { explain, type Explained } from "./explain.js";
import { onInterrupt } from "./interrupt.js";
import { refuseTokens } from "./refuse-tokens.js";
import { allFlags } from "./shared-flags.js";
import { commandTree, readAll, type Called, type Given } from "./tree.js";
import { terminalOf, wrapped } from "../output/terminal.js";
import { DryRun } from "../prompt/confirm.js";

/** The process, as far as commands see it. */
export interface Process {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & Pick<NodeJS.WriteStream, "isTTY" | "columns">;
  readonly stderr: Writable & Pick<NodeJS.WriteStream, "isTTY" | "columns">;
  readonly env: Environment;
}

/**
 * Runs a command line to its end. Everything that goes wrong is told on stderr.
 *
 * @param argv what follows `hunt`
 * @returns the exit code
 */
export async function run(argv: readonly string[], process: Process): Promise<ExitCode> {
  const [first, ...others] = argv;
  const words = withoutVainHelp(resolveAlias(first === "help" ? [...others, "--help"] : argv));
  try {
    refuseTokens(words);
    const called = await load(words);
    const given = await parse(words, called, process);
    return given === null || called === undefined ? 0 : await act(called.command, given, process);
  } catch (error) {
    return tell(await explain(error, undefined), process);
  }
}

/** Replaces another name of a group, such as `alerts`, with its own. */
function resolveAlias(words: readonly string[]): readonly string[] {
  const [group = "", ...others] = words;
  return Object.hasOwn(groupAliases, group) ? [groupAliases[group]!, ...others] : words;
}

/** Help for a command that there is not would be that of all: without the flag it is told that there is none. */
function withoutVainHelp(words: readonly string[]): readonly string[] {
  const [group = "-", word = "-"] = words;
  const isGroup = Object.hasOwn(groups, group);
  const isThere =
    group.startsWith("-") ||
    commands.some(({ name }) => name === group || name === `${group} ${word}`) ||
    (isGroup && word.startsWith("-"));
  return isThere ? words : words.filter((each) => each !== "--help" && each !== "-h");
}

/** The command that the first words name; undefined where they name none. */
async function load([group = "", word = ""]: readonly string[]): Promise<Called | undefined> {
  const entry = commands.find(({ name }) => name === `${group} ${word}` || name === group);
  return entry && { entry, command: (await entry.load()).default };
}

/** What was given for the command; null where help was asked for and told. */
async function parse(
  words: readonly string[],
  called: Called | undefined,
  { stdout }: Process,
): Promise<Given | null> {
  let given: Given | null = null;
  const root = commandTree(called, (all) => (given = all));
  let complaint = "";
  const width = (): number => Math.min(stdout.columns || 100, 120);
  for (const node of [root, ...root.commands, ...root.commands.flatMap(({ commands: inner }) => inner)]) {
    node
      .configureOutput({
        writeOut: (text) => void stdout.write(text),
        writeErr: (text) => void stdout.write(text),
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
    const message = complaint
      .replace(/^error: /, "")
      .replace(/\n\((Did you mean [^)]*)\)/, ". $1")
      .trim();
    throw new UsageError(
      `${message}${/[.?]$/.test(message) ? "" : "."}`,
      `See hunt ${called === undefined ? "" : `${called.entry.name} `}--help.`,
    );
  }
}

async function act(command: Command, { args, flags }: Given, process: Process): Promise<ExitCode> {
  const definitions = allFlags(command);
  const values = {
    args: await readAll(command.arguments ?? {}, args, (key) => `<${key}>`),
    options: await readAll(definitions, flags, flagName),
  };
  const { context, client, close } = await createContext(values, process, onInterrupt());
  try {
    return (await command.run(context)) ?? 0;
  } catch (error) {
    if (error instanceof DryRun || isOfGoneReader(error)) return 0;
    return tell(
      context.signal.aborted && !(error instanceof CommandError)
        ? (context.signal.reason as CommandError)
        : await explain(error, client()),
      process,
    );
  } finally {
    await close();
  }
}

/** A reader of stdout that has seen enough, such as `head`, is no error. */
function isOfGoneReader(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    error.code === "EPIPE" &&
    "syscall" in error &&
    error.syscall === "write"
  );
}

/** Writes what went wrong, which may quote what others wrote. */
async function tell({ message, advice, exitCode }: Explained, { stderr, env }: Process): Promise<ExitCode> {
  const { inertLines } = await import("../output/inert.js");
  stderr.write(
    wrapped(inertLines(`hunt: ${message}${advice === "" ? "" : `\n${advice}`}\n`), terminalOf(stderr, env)),
  );
  return exitCode;
}
