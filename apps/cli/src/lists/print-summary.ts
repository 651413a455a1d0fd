import {
  formatCountBar,
  formatNumber,
  formatShare,
  formatSparkline,
  formatWeekday,
  groupNeighbors,
  limitCounts,
  type Breakdown,
  type CountEntry,
  type Summary,
} from "@huntkit/toolkit";
import { escapeForTerminal, joinText, terminalText } from "../output/escape.js";
import type { Column, Output } from "../output/output.js";
import { getGlyphs } from "../output/pictures.js";
import { wrapLines } from "../output/terminal.js";
import type { Context } from "../program/context.js";

/** Returns the counts of a summary by dimension, for `--json`. */
export function toCounts({ breakdowns }: Summary): Record<string, readonly CountEntry[]> {
  return Object.fromEntries(breakdowns.map(({ by, counts }) => [by, counts]));
}

/** How to print a summary. */
export interface SummaryView {
  /** Maximum number of rows in each ranking. */
  readonly top: number;
  /** Lines with the commands that list the records. */
  readonly details: readonly string[];
  /** Colors the name and the bar of a count. */
  readonly paint?: (by: string, name: string | null) => NonNullable<Column<CountEntry>["paint"]>;
}

/**
 * Prints a summary: pictures in a terminal, one line per count for programs, or a report in Markdown.
 *
 * @param data what `--json` prints
 */
export async function printSummary(
  summary: Summary,
  data: unknown,
  view: SummaryView,
  { out, options }: Pick<Context, "out" | "options">,
): Promise<void> {
  if (options.format === "markdown") {
    const { formatSummarySection } = await import("@huntkit/toolkit/reports/summary");
    await out.raw(formatSummarySection(out.redactJson(summary), view.top));
  } else if (out.format !== "human") await out.data(data);
  else if (out.terminal.isTTY) await printPictures(summary, view, out);
  else await printLines(summary, out);
}

/** Prints a line per count to stdout, and the sentences to stderr. */
async function printLines({ sentences, breakdowns }: Summary, out: Output): Promise<void> {
  for (const sentence of sentences) out.note(`${sentence}.`);
  const rows = breakdowns.flatMap(({ by, counts }) => counts.map((each) => ({ by, ...each })));
  await out.rows(rows, [
    { title: "By", value: ({ by }) => by },
    { title: "Name", value: ({ name }) => name },
    { title: "Count", value: ({ count }) => count },
  ]);
}

async function printPictures(summary: Summary, view: SummaryView, out: Output): Promise<void> {
  const { colors, terminal } = out;
  const [headline, ...others] = summary.sentences.map((sentence) =>
    wrapLines(terminalText`${escapeForTerminal(sentence)}.`, terminal),
  );
  const lines = [colors.bold(headline!), ...others].map((line) => terminalText`${line}\n`);
  await out.raw(joinText(lines));
  const isOnly = summary.breakdowns.length === 1;
  for (const breakdown of summary.breakdowns) {
    if (!breakdown.counts.some(({ count }) => count > 0)) continue;
    await out.raw(terminalText`\n`);
    if (breakdown.kind === "days") await printDays(breakdown, out);
    if (breakdown.kind !== "days" || isOnly) await printBars(breakdown, summary.counted, view, out);
  }
  await out.raw(terminalText`\n`);
  for (const line of view.details) await out.raw(terminalText`${colors.dim(escapeForTerminal(line))}\n`);
}

/** Width of the widest bar, in relation to the terminal, and its limits in columns. */
const [barShare, minBarWidth, maxBarWidth] = [0.3, 8, 40];

/** Prints a row per count, with its share of the whole as a number and as a bar. */
async function printBars(
  { by, title, counts, kind }: Breakdown,
  counted: string,
  { top, paint }: SummaryView,
  out: Output,
): Promise<void> {
  const { terminal } = out;
  const glyphs = getGlyphs(terminal);
  const width = Math.min(maxBarWidth, Math.max(minBarWidth, Math.floor(terminal.width * barShare)));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const highest = counts.reduce((max, { count }) => Math.max(max, count), 0);
  const shown = kind === "ranking" ? limitCounts(counts, top) : counts;
  const painted: Pick<Column<CountEntry>, "paint"> = paint
    ? { paint: (text, row, colors) => paint(by, row.name)(text, row, colors) }
    : {};
  await out.rows(shown, [
    { title, value: ({ name }) => formatName(name, kind), ...painted },
    { title: counted, value: ({ count }) => formatNumber(count), isNumber: true, isWhole: true },
    {
      title: "Share",
      value: ({ count }) => formatShare(count, total),
      isNumber: true,
      isWhole: true,
      isExtra: true,
    },
    {
      title: "",
      // The sum of the others is not a value. Its bar would be longer than those of the values.
      value: ({ count, isRest }) => (isRest ? "" : formatCountBar(count, highest, width, glyphs)),
      isPicture: true,
      isWhole: true,
      ...painted,
    },
  ]);
}

function formatName(name: string | null, kind: Breakdown["kind"]): string {
  if (name === null) return "unknown";
  return kind === "days" ? formatWeekday(name) : name;
}

/** Prints the days as a line of bars, with their dates and the highest number as words. */
async function printDays({ title, counts }: Breakdown, out: Output): Promise<void> {
  const { colors, terminal } = out;
  const days = counts.flatMap(({ name, count }) => (name === null ? [] : [{ name, count }]));
  const { counts: grouped, size } = groupNeighbors(
    days.map(({ count }) => count),
    terminal.width,
  );
  const highest = days.reduce((max, day) => (day.count > max.count ? day : max));
  const words = [
    `${formatWeekday(days[0]!.name)} to ${formatWeekday(days.at(-1)!.name)}${size > 1 ? `, ${size} days per character` : ""}.`,
    `Most: ${formatNumber(highest.count)} on ${formatWeekday(highest.name)}.`,
    `Last day: ${formatNumber(days.at(-1)!.count)}.`,
  ];
  const line = escapeForTerminal(formatSparkline(grouped, getGlyphs(terminal)), Infinity);
  const text = wrapLines(escapeForTerminal(words.join(" ")), terminal);
  await out.raw(terminalText`${colors.dim(escapeForTerminal(title.toUpperCase()))}\n${line}\n${text}\n`);
}
