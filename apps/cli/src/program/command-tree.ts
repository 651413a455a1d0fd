import { Command as Commander, Option } from "commander";
import { commands } from "../commands/index.js";
import { groups } from "../commands/groups.js";
import type { Called, Given } from "./called.js";
import { toFlagName, type Argument, type Arguments, type Command, type Flag } from "./definition.js";
import { getAllFlags } from "./flags.js";
import { formatGroupHelp, formatRootHelp } from "./help.js";
import type { HelpView } from "./help-layout.js";

/** How the tree responds to a command line. */
export interface TreeOptions {
  readonly view: HelpView;
  /** Help of the called command. */
  readonly page: string;
  /** Called with the arguments and flags of that command. */
  readonly act: (given: Given) => void;
}

/**
 * Creates the tree of commands for commander. It has the names of all groups and of the commands in the called
 * group, so commander can suggest the nearest one. Only the called command has arguments and flags.
 *
 * @param words the command line
 * @param called the command whose definition was loaded
 */
export function createCommandTree(
  [group]: readonly string[],
  called: Called | undefined,
  { view, page, act }: TreeOptions,
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
    const node = addHelp(parent.command(word ?? first), () => (entry === called?.entry ? page : ""));
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
