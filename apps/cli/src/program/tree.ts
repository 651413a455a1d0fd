import { Command as Commander, Option } from "commander";
import { commands, groups, type Entry } from "../commands/index.js";
import {
  flagName,
  furtherCodes,
  type Argument,
  type Arguments,
  type Command,
  type Flag,
  type Flags,
} from "./definition.js";
import { exitCodes } from "./exit-codes.js";
import { allFlags } from "./shared-flags.js";

/** A command that a command line names, with its definition. */
export interface Called {
  readonly entry: Entry;
  readonly command: Command;
}

/** What the command line gave, as texts that are still to be read. */
export interface Given {
  readonly args: Readonly<Record<string, readonly string[]>>;
  readonly flags: Readonly<Record<string, readonly string[]>>;
}

/**
 * All commands as commander knows them: names and summaries, so that it can suggest the nearest one, and all that there is to
 * know of the one that is called.
 *
 * @param called the command whose definition was loaded
 * @param act called with what was given for it
 */
export function commandTree(called: Called | undefined, act: (given: Given) => void): Commander {
  const root = new Commander("hunt")
    .description("HUNT at the terminal: tokens, alerts, scans, exports.")
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
    if (entry === called?.entry) fill(node, called.command, act);
    else node.allowUnknownOption().allowExcessArguments();
  }
  return root.option("--version", "Print the version").addHelpText("after", footer);
}

const footer = `
Examples:
  hunt auth login --instance acme
  hunt token check --warn-days 30
  hunt sandbox

Each command has a --help of its own.`;

function fill(node: Commander, command: Command, act: (given: Given) => void): void {
  const args = command.arguments ?? {};
  const flags = allFlags(command);
  node.description(plain(command.description)).addHelpText("after", () => examples(command));
  for (const [name, argument] of Object.entries(args))
    node.argument(spelling(name, argument), argument.description);
  for (const [key, flag] of Object.entries(flags)) node.addOption(optionOf(key, flag));
  node.action((...given: unknown[]) => act({ args: textsOf(args, given), flags: node.opts() }));
}

/** `<host>`, `[host]`, `<host...>`. */
export function spelling(name: string, { isRequired, isRest }: Argument<unknown>): string {
  const inner = `${name}${isRest ? "..." : ""}`;
  return isRequired ? `<${inner}>` : `[${inner}]`;
}

/** `--warn-days <days>`, `-y, --yes`. */
export function spelt(name: string, { short, placeholder }: Flag<unknown>): string {
  return `${short === undefined ? "" : `-${short}, `}${name}${placeholder === undefined ? "" : ` <${placeholder}>`}`;
}

/** Every value of a flag is kept: what a second one means is up to the flag. */
function optionOf(key: string, flag: Flag<unknown>): Option {
  const { placeholder, description, fallback } = flag;
  const option = new Option(
    spelt(flagName(key), flag),
    fallback === undefined ? description : `${description} (${fallback})`,
  );
  const keep = (value: string, before: unknown): string[] => [
    ...((before as string[] | undefined) ?? []),
    value,
  ];
  return placeholder === undefined ? option.preset("").argParser(keep) : option.argParser(keep);
}

function textsOf(args: Arguments, given: readonly unknown[]): Record<string, string[]> {
  return Object.fromEntries(
    Object.keys(args).map((name, at) => [name, [given[at] ?? []].flat() as string[]]),
  );
}

/** Help is no Markdown. */
function plain(markdown: string): string {
  return markdown.replaceAll("`", "");
}

function examples(command: Command): string {
  const lines = command.examples.flatMap(({ line, does }) => [`  # ${does}`, `  ${line}`]);
  const table = furtherCodes(command).map((code) => `  ${String(code).padStart(3)}  ${exitCodes[code]}`);
  return [
    "",
    "Examples:",
    ...lines,
    ...(table.length > 0 ? ["", "Exit codes, beside 0, 1 and 2:", ...table] : []),
  ].join("\n");
}

/** Reads what was given, flag by flag; unknown ones commander has refused. */
export async function readAll(
  definitions: Flags | Arguments,
  given: Readonly<Record<string, readonly string[]>>,
  nameOf: (key: string) => string,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [key, definition] of Object.entries(definitions))
    values[key] = await definition.read(given[key] ?? [], nameOf(key));
  return values;
}
