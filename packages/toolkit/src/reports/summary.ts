import {
  escapeForTerminal,
  formatMarkdownTable,
  formatMermaidBlock,
  markdown,
  mermaid,
  toMarkdown,
  toMarkdownCode,
  toMermaidText,
  type MarkdownText,
  type MermaidText,
} from "@huntkit/core/escape";
import { formatWeekday } from "../summaries/calendar-days.js";
import { groupNeighbors } from "../sparkline.js";
import {
  formatShare,
  limitCounts,
  type Breakdown,
  type CountEntry,
  type Summary,
} from "../summaries/summary.js";
import { formatNumber } from "../wording.js";

/** Maximum number of bars in a chart, and of days in a table. More would be too small to read. */
const maxBars = 31;

/**
 * Formats a summary in Markdown: a heading, and a table for each breakdown, with a Mermaid chart for the parts of
 * a whole and for days.
 *
 * @param top maximum number of rows of a ranking
 */
export function formatSummarySection({ sentences, counted, breakdowns }: Summary, top: number): MarkdownText {
  const [headline, ...others] = sentences.map((sentence) => toMarkdown(sentence));
  const parts = breakdowns
    .filter(({ counts }) => counts.some(({ count }) => count > 0))
    .flatMap((breakdown) => [formatTable(breakdown, counted, top), formatChart(breakdown, counted)]);
  const text = [markdown`### ${headline!}`, ...others.map((sentence) => markdown`${sentence}.`), ...parts];
  return toMarkdown(
    `${text
      .filter((part) => part !== "")
      .map((part) => part.trimEnd())
      .join("\n\n")}\n\n`,
  );
}

function formatTable({ title, counts, kind }: Breakdown, counted: string, top: number): MarkdownText {
  const shown =
    kind === "days" ? counts.slice(-maxBars) : limitCounts(counts, kind === "ranking" ? top : Infinity);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const rows = shown.map((entry) => [
    formatName(entry, kind),
    toMarkdown(formatNumber(entry.count)),
    toMarkdown(formatShare(entry.count, total)),
  ]);
  const omitted = counts.length - shown.length;
  const note = kind === "days" && omitted > 0 ? `\nThe table shows the last ${maxBars} days.\n` : "";
  return markdown`${formatMarkdownTable([title, counted, "Share"], rows)}${toMarkdown(note)}`;
}

/** The section may also be printed to the log of a CI system, which would execute commands in it. */
function formatName({ name, isRest }: CountEntry, kind: Breakdown["kind"]): MarkdownText {
  if (name === null || isRest) return toMarkdown(name ?? "unknown");
  return kind === "days" ? toMarkdown(formatWeekday(name)) : toMarkdownCode(escapeForTerminal(name));
}

function formatChart({ title, counts, kind }: Breakdown, counted: string): MarkdownText {
  if (kind === "ranking") return toMarkdown("");
  const label = toMermaidText(`${counted} by ${title.charAt(0).toLowerCase()}${title.slice(1)}`, 60);
  return formatMermaidBlock(kind === "days" ? formatDays(counts, label) : formatPie(counts, label));
}

/** Mermaid rejects a pie with a slice of 0. */
function formatPie(counts: readonly CountEntry[], title: MermaidText): MermaidText[] {
  const slices = counts.filter(({ count }) => count > 0);
  return [
    mermaid`pie showData`,
    mermaid`  title ${title}`,
    ...slices.map(({ name, count }) => mermaid`  "${toMermaidText(name ?? "unknown")}" : ${count}`),
  ];
}

/** A bar per day, or for a long period, per group of days. */
function formatDays(days: readonly CountEntry[], title: MermaidText): MermaidText[] {
  const known = days.filter(({ name }) => name !== null);
  const { counts, size } = groupNeighbors(
    known.map(({ count }) => count),
    maxBars,
  );
  const labels = counts.map((_, at) => `"${toMermaidText(known[at * size]!.name!.slice(5))}"`).join(", ");
  const highest = Math.max(1, ...counts);
  return [
    mermaid`xychart-beta`,
    mermaid`  title "${title}"`,
    `  x-axis [${labels}]` as MermaidText,
    mermaid`  y-axis 0 --> ${highest}`,
    `  bar [${counts.join(", ")}]` as MermaidText,
  ];
}
