import { commands } from "../commands/index.js";
import type { Entry } from "../commands/entry.js";
import { groupAliases, groups, sections } from "../commands/groups.js";
import { detectTerminal, wrapText } from "../output/terminal.js";
import {
  formatArgument,
  formatFlag,
  formatFlagDescription,
  formatUsage,
  listExitCodes,
  listJsonFields,
  toFlagName,
  type Command,
  type Example,
  type Flags,
} from "./definition.js";
import { exitCodes } from "./errors.js";
import { getInheritedFlags, getOwnFlags } from "./flags.js";
import { helpTopics } from "./help-topics.js";
import type { System } from "./system.js";

/** Where help is printed. */
export interface HelpView {
  /** Columns. */
  readonly width: number;
  readonly hasColors: boolean;
}

/** A term, such as a flag, and its description. */
type Item = readonly [term: string, description: string];

const docsUrl = "https://github.com/huntkit/huntkit/tree/main/docs";

/** Lines of text are hard to read if they are longer than this, in columns. */
const maxWidth = 100;

/** A description next to its term has at least this many columns. Otherwise, it goes below the term. */
const minDescriptionWidth = 30;

const helpFlag: Item = ["-h, --help", "Show help for command"];

/** Examples on the page of `hunt --help`. */
export const rootExamples: readonly string[] = [
  "hunt auth login --instance acme",
  "hunt token check --warn-days 30",
  "hunt alert list --severity critical --since 7d",
  "hunt scan SRV-LEI-0012 --wait",
];

/** Returns how to print help to a stream. */
export function toHelpView({ stdout, env }: Pick<System, "stdout" | "env">): HelpView {
  const { width, hasColors } = detectTerminal(stdout, env);
  return { width: Math.min(width, maxWidth), hasColors };
}

/** Formats the page of `hunt --help`. */
export function formatRootHelp(view: HelpView): string {
  const topics = Object.entries(helpTopics).map(([name, { summary }]): Item => [`${name}:`, summary]);
  const summaries = sections.map(({ title, names }) => ({ title, items: names.map(toSummaryItem) }));
  // The columns of all sections are aligned.
  const termWidth = getTermWidth([...summaries.flatMap(({ items }) => items), ...topics]);
  return joinParts([
    wrapText("Keep HUNT API tokens valid, and work with HUNT from the command line.", view.width),
    formatSection("Usage", ["  hunt <command> <subcommand> [flags]"], view),
    ...summaries.map(({ title, items }) => formatSection(title, formatItems(items, view, termWidth), view)),
    formatSection(
      "Help topics",
      formatItems(
        Object.entries(helpTopics).map(([name, { summary }]) => [`${name}:`, summary] as const),
        view,
      ),
      view,
    ),
    formatSection("Flags", formatItems([helpFlag, ["    --version", "Show hunt version"]], view), view),
    formatSection(
      "Examples",
      rootExamples.flatMap((line) => formatExampleLine(line, view)),
      view,
    ),
    formatLearnMore(view),
  ]);
}

/** Formats the page of a group, such as `hunt token --help`. */
export function formatGroupHelp(group: keyof typeof groups, view: HelpView): string {
  const items = commands
    .filter(({ name }) => name.startsWith(`${group} `))
    .map(({ name, summary }): Item => [`${name.slice(group.length + 1)}:`, summary]);
  return joinParts([
    wrapText(`${groups[group]}.`, view.width),
    formatSection("Usage", formatUsageLines(`hunt ${group} <command> [flags]`, view), view),
    ...formatAliases(group, view),
    formatSection("Commands", formatItems(items, view), view),
    formatSection("Flags", formatItems([helpFlag], view), view),
    formatLearnMore(view),
  ]);
}

/** Formats the page of a command, such as `hunt token check --help`. */
export function formatCommandHelp({ name }: Entry, command: Command, view: HelpView): string {
  const args = Object.entries(command.arguments ?? {}).map(([key, argument]): Item => [
    formatArgument(key, argument),
    argument.description,
  ]);
  const ownFlags = toFlagItems(getOwnFlags(command));
  const fields = listJsonFields(command);
  // The codes that every command can have are in `hunt help exit-codes`.
  const codes = command.exitCodes === undefined ? [] : listExitCodes(command);
  const codeItems = codes.map((code): Item => [String(code), exitCodes[code]]);
  return joinParts([
    wrapText(command.description, view.width),
    formatSection("Usage", formatUsageLines(formatUsage(name, command), view), view),
    ...formatAliases(name, view),
    ...(args.length > 0 ? [formatSection("Arguments", formatItems(args, view), view)] : []),
    ...(ownFlags.length > 0 ? [formatSection("Flags", formatItems(ownFlags, view), view)] : []),
    formatSection(
      "Inherited flags",
      formatItems([...toFlagItems(getInheritedFlags(command)), helpFlag], view),
      view,
    ),
    ...(fields.length > 0
      ? [formatSection("JSON fields", indent(wrapText(fields.join(", "), view.width - 2), "  "), view)]
      : []),
    ...(codeItems.length > 0 ? [formatSection("Exit codes", formatItems(codeItems, view), view)] : []),
    formatSection("Examples", formatExamples(command.examples, view), view),
    formatLearnMore(view),
  ]);
}

/** Formats the page of a topic, such as `hunt help environment`. Returns null if there is no such topic. */
export function formatTopicHelp(name: string, view: HelpView): string | null {
  if (!Object.hasOwn(helpTopics, name)) return null;
  const { description, title, items } = helpTopics[name]!;
  return joinParts([wrapText(description, view.width), formatSection(title, formatItems(items, view), view)]);
}

function formatUsageLines(usage: string, { width }: HelpView): string[] {
  const [first = "", ...others] = joinToLines(usage.split(/ (?![^[]*\])/), width - 2, "");
  return [`  ${first}`, ...others.map((line) => `    ${line}`)];
}

function getTermWidth(items: readonly Item[]): number {
  return Math.max(...items.map(([term]) => term.length));
}

function joinParts(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}

function formatSection(title: string, lines: readonly string[], { hasColors }: HelpView): string {
  const heading = title.toUpperCase();
  return [hasColors ? `\u001b[1m${heading}\u001b[22m` : heading, ...lines].join("\n");
}

function toSummaryItem(name: string): Item {
  const summary = Object.hasOwn(groups, name)
    ? groups[name as keyof typeof groups]
    : commands.find((entry) => entry.name === name)!.summary;
  return [`${name}:`, summary];
}

/** Aligns long names of flags, whether or not they have a short one. */
function toFlagItems(flags: Flags): Item[] {
  return Object.entries(flags).map(([key, flag]) => [
    `${flag.short === undefined ? "    " : ""}${formatFlag(toFlagName(key), flag)}`,
    formatFlagDescription(flag),
  ]);
}

/** Formats terms and their descriptions in two columns, or below each other in a narrow terminal. */
function formatItems(
  items: readonly Item[],
  { width }: HelpView,
  termWidth: number = getTermWidth(items),
): string[] {
  const column = 2 + termWidth + 3;
  const isStacked = width - column < minDescriptionWidth;
  return items.flatMap(([term, description]) => {
    if (isStacked) return [`  ${term}`, ...indent(wrapText(description, width - 10), " ".repeat(10))];
    const [first = "", ...others] = wrapText(description, width - column).split("\n");
    const lines = others.map((line) => `${" ".repeat(column)}${line}`);
    return [`  ${term.padEnd(termWidth)}   ${first}`.trimEnd(), ...lines];
  });
}

function formatAliases(name: string, view: HelpView): string[] {
  const [group = "", ...words] = name.split(" ");
  const aliases = Object.keys(groupAliases).filter((alias) => groupAliases[alias] === group);
  const lines = aliases.map((alias) => `  ${["hunt", alias, ...words].join(" ")}`);
  return lines.length > 0 ? [formatSection("Aliases", lines, view)] : [];
}

function formatExamples(examples: readonly Example[], view: HelpView): string[] {
  return examples.flatMap(({ line, does }, index) => [
    ...(index === 0 ? [] : [""]),
    ...indent(wrapText(does, view.width - 4), "  # "),
    ...formatExampleLine(line, view),
  ]);
}

/** Breaks a command line between its words. A shell accepts the lines, and flags stay next to their values. */
function formatExampleLine(line: string, { width }: HelpView): string[] {
  const words = line.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"])+/g) ?? [];
  const parts: string[] = [];
  for (const [index, word] of words.entries()) {
    const previous = parts.at(-1) ?? "";
    const isValue = /^(--[\w-]+|[<>]+)$/.test(previous) && !/^[-|<>&]/.test(word);
    const joined = `${previous} ${word}`;
    const room = width - 6 - (index === words.length - 1 ? 0 : 2);
    if (isValue && joined.length <= room) parts[parts.length - 1] = joined;
    else parts.push(word);
  }
  return joinToLines(parts, width - 4, " \\").map(
    (each, index) => `${index === 0 ? "  $ " : "      "}${each}`,
  );
}

/** Joins words to lines of at most `width` columns. Each line except the last one ends with `end`. */
function joinToLines(words: readonly string[], width: number, end: string): string[] {
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const last = lines.at(-1);
    // Lines after the first one are indented by two more columns.
    const indentation = lines.length > 1 ? 2 : 0;
    const room = width - indentation - (index === words.length - 1 ? 0 : end.length);
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => (index === lines.length - 1 ? line : `${line}${end}`));
}

function formatLearnMore(view: HelpView): string {
  const lines = [
    "Use `hunt <command> <subcommand> --help` for more information about a command.",
    `Read the docs at ${docsUrl}`,
    "Learn about exit codes using `hunt help exit-codes`",
    "Learn about environment variables using `hunt help environment`",
  ];
  const wrapped = lines.flatMap((line) => indent(wrapText(line, view.width - 2), "  "));
  return formatSection("Learn more", wrapped, view);
}

function indent(text: string, prefix: string): string[] {
  return text.split("\n").map((line) => `${prefix}${line}`);
}
