import { commands } from "../commands/index.js";
import { groupAliases, groups } from "../commands/groups.js";
import type { Called, Given } from "./called.js";
import { toFlagName, type Argument } from "./definition.js";
import { UsageError } from "./errors.js";
import { getAllFlags } from "./flags.js";
import { helpTopics } from "./help-topics.js";

/**
 * Creates the error for what commander reports, with the nearest name, or the one for a name of another program, and
 * the help to read.
 */
export async function toUsageError(
  code: string,
  complaint: string,
  words: readonly string[],
  called: Called | undefined,
): Promise<UsageError> {
  const [, name = ""] = /'(.*?)'/.exec(complaint) ?? [];
  const [, nearest] = /\(Did you mean ([^)]*)\?\)/.exec(complaint) ?? [];
  const question = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  const [group = ""] = words;
  const page = called?.entry.name ?? (Object.hasOwn(groups, group) ? group : "");
  const see = `See ${["hunt", page, "--help"].filter(Boolean).join(" ")}.`;
  switch (code) {
    case "commander.unknownCommand": {
      const { findCommand } = await import("./habits.js");
      const habit = findCommand(words);
      const other = habit === undefined ? question || suggestGroup(words) : ` Did you mean ${habit}?`;
      return new UsageError(`Unknown command "${name}".${other}`, see);
    }
    case "commander.unknownOption":
      return createUnknownFlagError(name, question, see, called);
    case "commander.optionMissingArgument": {
      const flag = name.replace(/ <.*$/, "").replace(/^-\w, /, "");
      return new UsageError(`${flag} requires a value.`, see);
    }
    case "commander.missingArgument":
      return new UsageError(
        `Missing required argument <${name}>.${await suggestFirstChoice(words, called)}`,
        see,
      );
    case "commander.excessArguments": {
      const at = words.indexOf("--json");
      if (at > 0 && words[at + 1]?.startsWith("-") === false)
        return createUnknownFlagError("--json", question, see, called);
      const [, max = "0", actual = ""] = /Expected (\d+) arguments? but got (\d+)/.exec(complaint) ?? [];
      // More words than arguments, although the command has some: `hunt scan Build servers`.
      const quotes = max === "0" ? "" : "Put a value that contains spaces in quotes. ";
      return new UsageError(`Too many arguments: expected ${max}, but got ${actual}.`, quotes + see);
    }
    default:
      return new UsageError(complaint.replace(/^error: /, "").trim(), see);
  }
}

/** @throws {UsageError} if a flag other than those of `hunt` itself precedes the command */
export function requireFlagsAfterCommand(words: readonly string[]): void {
  const [flag = ""] = words;
  if (!flag.startsWith("-") || ["--help", "-h", "--version"].includes(flag)) return;
  const at = words.findIndex((word) => commands.some(({ name }) => name.split(" ")[0] === word));
  if (at < 0) return;
  throw new UsageError(
    `${flag.split("=", 1)[0]} must follow the command.`,
    `For example: hunt ${[...words.slice(at), ...words.slice(0, at)].join(" ")}`,
  );
}

/**
 * Requires that the command of a user follows `--`. Otherwise, a stray word would be run as a program.
 *
 * @throws {UsageError} if a word before `--` is not a flag
 */
export function requireDashes({ entry, command }: Called, { args }: Given, words: readonly string[]): void {
  const [name] = Object.entries(command.arguments ?? {}).find(([, { isAfterDashes }]) => isAfterDashes) ?? [];
  if (name === undefined) return;
  const all = args[name] ?? [];
  const after = words.includes("--") ? words.length - words.indexOf("--") - 1 : 0;
  if (all.length <= after) return;
  throw new UsageError(
    `Unexpected argument "${all[0]}".`,
    `Put the command after --. See hunt ${entry.name} --help.`,
  );
}

/** @throws {UsageError} if a word is similar to a help topic, and is not a command */
export async function suggestTopic(word: string): Promise<void> {
  if (commands.some(({ name }) => name.split(" ")[0] === word) || Object.hasOwn(groupAliases, word)) return;
  const { findNearestNames } = await import("@huntkit/core/internal");
  const [topic] = findNearestNames(word, Object.keys(helpTopics), 1);
  if (topic === undefined) return;
  throw new UsageError(`Unknown command "${word}". Did you mean hunt help ${topic}?`, "See hunt --help.");
}

/** Returns a question for a command line without its first argument, such as the method in `hunt api Alerts`. */
async function suggestFirstChoice(words: readonly string[], called: Called | undefined): Promise<string> {
  const [{ choices } = {}] = Object.values(called?.command.arguments ?? {}) as Partial<Argument<unknown>>[];
  const word = words[called?.entry.name.split(" ").length ?? 0];
  if (choices === undefined || word === undefined || word.startsWith("-")) return "";
  // Both arguments in one pair of quotes: `hunt api 'GET Alerts'`.
  const [first = "", ...rest] = word.split(/\s+/);
  const choice = choices.find((each) => each.toLowerCase() === first.toLowerCase());
  if (choice !== undefined && rest.length === 0) return "";
  const { quoteForShell } = await import("@huntkit/core/escape");
  const next = choice === undefined ? word : rest.join(" ");
  return ` Did you mean hunt ${called!.entry.name} ${choice ?? choices[0]} ${quoteForShell(next)}?`;
}

/** Creates the error for a flag that does not exist, or for a value of a flag that takes none. */
async function createUnknownFlagError(
  written: string,
  question: string,
  see: string,
  called: Called | undefined,
): Promise<UsageError> {
  const { findCommand, findFlag, jsonAdvice } = await import("./habits.js");
  const [flag = ""] = written.split("=", 1);
  const isSwitch = Object.keys(called ? getAllFlags(called.command) : {}).some(
    (key) => toFlagName(key) === flag,
  );
  if (isSwitch) {
    const more = flag === "--json" ? ` ${jsonAdvice}` : "";
    return new UsageError(`${flag} does not take a value.`, `Use ${flag}, or remove it.${more}`);
  }
  const command = called === undefined ? findCommand([written]) : undefined;
  const other = command === undefined ? question : ` Did you mean ${command}?`;
  const habit = called && findFlag(written, called.command);
  return new UsageError(`Unknown flag ${written}.${habit === undefined ? other : ` ${habit}`}`, see);
}

/**
 * Returns a question that names the commands whose last word is the first one of the command line, such as
 * `login`.
 */
function suggestGroup([first = ""]: readonly string[]): string {
  const names = commands.filter(({ name }) => name.endsWith(` ${first}`)).map(({ name }) => `hunt ${name}`);
  return names.length === 1 || names.length === 2 ? ` Did you mean ${names.join(" or ")}?` : "";
}
