import { commands } from "../commands/index.js";
import { groups, sections } from "../commands/groups.js";
import { wrapText } from "../output/terminal.js";
import {
  formatAliases,
  formatExampleLine,
  formatItems,
  formatLearnMore,
  formatSection,
  formatUsageLines,
  getTermWidth,
  helpFlag,
  joinParts,
  type HelpView,
  type Item,
} from "./help-layout.js";
import { helpTopics } from "./help-topics.js";

/** Examples on the page of `hunt --help`. */
export const rootExamples: readonly string[] = [
  "hunt auth login --instance acme",
  "hunt token check --warn-days 30",
  "hunt alert list --severity critical --since 7d",
  "hunt scan SRV-LEI-0012 --wait",
];

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

/** Formats the page of a topic, such as `hunt help environment`. Returns null if there is no such topic. */
export function formatTopicHelp(name: string, view: HelpView): string | null {
  if (!Object.hasOwn(helpTopics, name)) return null;
  const { description, title, items } = helpTopics[name]!;
  return joinParts([wrapText(description, view.width), formatSection(title, formatItems(items, view), view)]);
}

function toSummaryItem(name: string): Item {
  const summary = Object.hasOwn(groups, name)
    ? groups[name as keyof typeof groups]
    : commands.find((entry) => entry.name === name)!.summary;
  return [`${name}:`, summary];
}
