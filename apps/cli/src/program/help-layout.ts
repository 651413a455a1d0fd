import { groupAliases } from "../commands/groups.js";
import { detectTerminal, wrapText } from "../output/terminal.js";
import type { System } from "./system.js";

/** Where help is printed. */
export interface HelpView {
  /** Columns. */
  readonly width: number;
  readonly hasColors: boolean;
}

/** A term, such as a flag, and its description. */
export type Item = readonly [term: string, description: string];

const docsUrl = "https://github.com/huntkit/huntkit/tree/main/docs";

/** Lines of text are hard to read if they are longer than this, in columns. */
const maxWidth = 100;

/** A description next to its term has at least this many columns. Otherwise, it goes below the term. */
const minDescriptionWidth = 30;

export const helpFlag: Item = ["-h, --help", "Show help for command"];

/** Returns how to print help to a stream. */
export function toHelpView({ stdout, env }: Pick<System, "stdout" | "env">): HelpView {
  const { width, hasColors } = detectTerminal(stdout, env);
  return { width: Math.min(width, maxWidth), hasColors };
}

export function formatUsageLines(usage: string, { width }: HelpView): string[] {
  const [first = "", ...others] = joinToLines(usage.split(/ (?![^[]*\])/), width - 2, "");
  return [`  ${first}`, ...others.map((line) => `    ${line}`)];
}

export function getTermWidth(items: readonly Item[]): number {
  return Math.max(...items.map(([term]) => term.length));
}

export function joinParts(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}

export function formatSection(title: string, lines: readonly string[], { hasColors }: HelpView): string {
  const heading = title.toUpperCase();
  return [hasColors ? `\u001b[1m${heading}\u001b[22m` : heading, ...lines].join("\n");
}

/** Formats terms and their descriptions in two columns, or below each other in a narrow terminal. */
export function formatItems(
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

export function formatAliases(name: string, view: HelpView): string[] {
  const [group = "", ...words] = name.split(" ");
  const aliases = Object.keys(groupAliases).filter((alias) => groupAliases[alias] === group);
  const lines = aliases.map((alias) => `  ${["hunt", alias, ...words].join(" ")}`);
  return lines.length > 0 ? [formatSection("Aliases", lines, view)] : [];
}

/** Breaks a command line between its words. A shell accepts the lines, and flags stay next to their values. */
export function formatExampleLine(line: string, { width }: HelpView): string[] {
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

export function formatLearnMore(view: HelpView): string {
  const lines = [
    "Use `hunt <command> <subcommand> --help` for more information about a command.",
    `Read the docs at ${docsUrl}`,
    "Learn about exit codes using `hunt help exit-codes`",
    "Learn about environment variables using `hunt help environment`",
  ];
  const wrapped = lines.flatMap((line) => indent(wrapText(line, view.width - 2), "  "));
  return formatSection("Learn more", wrapped, view);
}

export function indent(text: string, prefix: string): string[] {
  return text.split("\n").map((line) => `${prefix}${line}`);
}
