import { variables, type Described } from "./described.js";
import { exitCodes } from "../program/errors.js";
import { spelling, spelt } from "../program/definition.js";

/** The man page of all commands, in the macros of man(7). */
export function manPage(all: readonly Described[], version: string): string {
  return [
    `.TH HUNT 1 "" "huntkit ${version}" "User Commands"`,
    ".SH NAME",
    "hunt \\- HUNT at the terminal: tokens, alerts, scans, exports",
    ".SH SYNOPSIS",
    ".B hunt",
    ".I command",
    ".RI [ options ]",
    ".SH DESCRIPTION",
    paragraphs(
      "Speaks with an Infocyte HUNT (Datto EDR). Data goes to stdout, and everything else to stderr.\n\nA token never goes into the command line. `hunt auth login` asks for it; in pipelines it comes from the environment.",
    ),
    ".SH COMMANDS",
    ...all.map(command),
    ".SH ENVIRONMENT",
    ...items(Object.entries(variables)),
    ".SH FILES",
    ...items([
      ["$XDG_CONFIG_HOME/huntkit/profiles.json", "Instances and tokens, readable by their owner alone."],
      [
        "~/infocyte/credentials.json",
        "The tokens of the vendor's PowerShell module, which are read and never written.",
      ],
    ]),
    ".SH EXIT STATUS",
    ...items(Object.entries(exitCodes)),
    "",
  ].join("\n");
}

function command({ name, command: { description, examples }, args, flags }: Described): string {
  return [
    `.SS ${roff([`hunt ${name}`, ...args.map(([each, argument]) => spelling(each, argument))].join(" "))}`,
    paragraphs(description),
    ...items([
      ...args.map(([each, argument]) => [spelling(each, argument), argument.description] as const),
      ...flags.map(
        ([each, flag]) =>
          [
            spelt(each, flag),
            flag.fallback === undefined ? flag.description : `${flag.description} (${flag.fallback})`,
          ] as const,
      ),
    ]),
    ...examples.flatMap(({ line, does }) => [
      ".PP",
      `${roff(does)}:`,
      ".PP",
      ".EX",
      `    ${roff(line)}`,
      ".EE",
    ]),
  ].join("\n");
}

function items(entries: readonly (readonly [term: string, text: string])[]): string[] {
  return entries.flatMap(([term, text]) => [".TP", `.B ${roff(term)}`, roff(text)]);
}

function paragraphs(markdown: string): string {
  return markdown
    .split("\n\n")
    .map((text) => `.PP\n${roff(text)}`)
    .join("\n");
}

/** Text in which roff finds no commands; Markdown's backticks go. */
function roff(text: string): string {
  return text
    .replaceAll("`", "")
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("\n", " ")
    .replace(/^([.'])/, "\\&$1");
}
