import type { Entry } from "../commands/entry.js";
import { wrapText } from "../output/terminal.js";
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
import {
  formatAliases,
  formatExampleLine,
  formatItems,
  formatLearnMore,
  formatSection,
  formatUsageLines,
  helpFlag,
  indent,
  joinParts,
  type HelpView,
  type Item,
} from "./help-layout.js";

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

/** Aligns long names of flags, whether or not they have a short one. */
function toFlagItems(flags: Flags): Item[] {
  return Object.entries(flags).map(([key, flag]) => [
    `${flag.short === undefined ? "    " : ""}${formatFlag(toFlagName(key), flag)}`,
    formatFlagDescription(flag),
  ]);
}

function formatExamples(examples: readonly Example[], view: HelpView): string[] {
  return examples.flatMap(({ line, does }, index) => [
    ...(index === 0 ? [] : [""]),
    ...indent(wrapText(does, view.width - 4), "  # "),
    ...formatExampleLine(line, view),
  ]);
}
