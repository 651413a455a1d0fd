import type { CommandDescription } from "./described.js";
import { exitCodes } from "../program/errors.js";
import { formatArgument, formatFlag, formatFlagDescription, formatUsage } from "../program/definition.js";
import { variables } from "../program/help-topics.js";

/** Creates the man page of all commands, with the macros of man(7). */
export function createManPage(all: readonly CommandDescription[], version: string): string {
  return [
    `.TH HUNT 1 "" "huntkit ${version}" "User Commands"`,
    ".SH NAME",
    "hunt \\- keep HUNT API tokens valid, and work with HUNT from the command line",
    ".SH SYNOPSIS",
    ".B hunt",
    ".I command",
    ".RI [ flags ]",
    ".SH DESCRIPTION",
    formatParagraphs(
      "Keep the API tokens of Infocyte HUNT (Datto EDR) valid, and work with HUNT from the command " +
        "line. Data goes to stdout, and everything else to stderr.\n\nNever pass a token as an argument. " +
        "`hunt auth login` prompts for it. In pipelines, it comes from the environment.",
    ),
    ".SH COMMANDS",
    ...all.map(formatCommand),
    ".SH ENVIRONMENT",
    ...formatItems(Object.entries(variables)),
    ".SH FILES",
    ...formatItems([
      [
        "$XDG_CONFIG_HOME/huntkit/profiles.json",
        "Profiles: instances and tokens, readable only by their owner.",
      ],
      ["~/infocyte/credentials.json", "Tokens of the vendor's PowerShell module. hunt only reads this file."],
    ]),
    ".SH EXIT STATUS",
    ...formatItems(Object.entries(exitCodes)),
    "",
  ].join("\n");
}

function formatCommand({ name, command, args, flags }: CommandDescription): string {
  const { description, examples } = command;
  return [
    `.SS ${escapeRoff(formatUsage(name, command))}`,
    formatParagraphs(description),
    ...formatItems([
      ...args.map(([each, argument]) => [formatArgument(each, argument), argument.description] as const),
      ...flags.map(([each, flag]) => [formatFlag(each, flag), formatFlagDescription(flag)] as const),
    ]),
    ...examples.flatMap(({ line, does }) => [
      ".PP",
      `${escapeRoff(does)}:`,
      ".PP",
      ".EX",
      `    ${escapeRoff(line)}`,
      ".EE",
    ]),
  ].join("\n");
}

function formatItems(entries: readonly (readonly [term: string, text: string])[]): string[] {
  return entries.flatMap(([term, text]) => [".TP", `.B ${escapeRoff(term)}`, escapeRoff(text)]);
}

function formatParagraphs(markdown: string): string {
  return markdown
    .split("\n\n")
    .map((text) => `.PP\n${escapeRoff(text)}`)
    .join("\n");
}

/** Escapes text for roff, and removes the backticks of Markdown. */
function escapeRoff(text: string): string {
  return text
    .replaceAll("`", "")
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("\n", " ")
    .replace(/^([.'])/, "\\&$1");
}
