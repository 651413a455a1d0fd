import type { Entry } from "../commands/entry.js";
import { commands } from "../commands/index.js";
import { groupAliases, groups } from "../commands/groups.js";
import { formatGroupHelp, formatRootHelp, formatTopicHelp } from "./help.js";
import { toHelpView, type HelpView } from "./help-layout.js";
import type { System } from "./system.js";

/**
 * Formats the help that a command line requests with nothing but names, such as `hunt token --help`. This does not
 * load the parser, which handles help flags after arguments.
 *
 * @param argv the words after `hunt`
 * @returns null if the command line is anything else
 */
export async function formatRequestedPage(
  argv: readonly string[],
  system: Pick<System, "stdout" | "env">,
): Promise<string | null> {
  const [first, ...others] = argv;
  const view = toHelpView(system);
  const topic = first === "help" && others.length === 1 ? formatTopicHelp(others[0]!, view) : null;
  if (topic !== null) return topic;
  const words = expandWords(argv);
  const hasFlag = isHelpFlag(words.at(-1));
  const names = hasFlag ? words.slice(0, -1) : words;
  const [group = "", ...inner] = names;
  if (names.length === 0) return formatRootHelp(view);
  if (inner.length === 0 && isGroup(group)) return formatGroupHelp(group, view);
  const entry = hasFlag ? commands.find(({ name }) => isSameName(name, names)) : undefined;
  return entry === undefined ? null : formatCommandPage(entry, view);
}

/** Loads the definition of a command, and formats its help. */
export async function formatCommandPage(entry: Entry, view: HelpView): Promise<string> {
  const { formatCommandHelp } = await import("./command-help.js");
  return formatCommandHelp(entry, (await entry.load()).default, view);
}

/** Replaces `help` with a flag, and an alias of a group, such as `alerts`, with the name of the group. */
export function expandWords(argv: readonly string[]): readonly string[] {
  const words = argv[0] === "help" ? [...argv.slice(1), "--help"] : argv;
  const [group = "", ...others] = words;
  return Object.hasOwn(groupAliases, group) ? [groupAliases[group]!, ...others] : words;
}

export function isHelpFlag(word: string | undefined): boolean {
  return word === "--help" || word === "-h";
}

function isGroup(word: string): word is keyof typeof groups {
  return Object.hasOwn(groups, word);
}

function isSameName(name: string, words: readonly string[]): boolean {
  const parts = name.split(" ");
  return parts.length === words.length && parts.every((part, at) => part === words[at]);
}
