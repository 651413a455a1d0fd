import type { Alert } from "@huntkit/core";
import {
  escapeForTerminal,
  formatMarkdownBlock,
  formatMarkdownTable,
  markdown,
  toMarkdown,
  toMarkdownCode,
  type MarkdownText,
} from "@huntkit/core/escape";
import { describeAlert, formatAlertTime } from "../alert-text.js";
import { formatCountBars } from "../bars.js";
import { formatNumber } from "../wording.js";

/** Alerts to show in Markdown. */
export interface AlertSection {
  readonly title: MarkdownText;
  /** Number of alerts by severity, the worst first. */
  readonly counts: Readonly<Record<string, number>>;
  readonly total: number;
  /** The alerts to show, which may be fewer than `total`. */
  readonly alerts: readonly Alert[];
}

/** Limits of the place that shows the section. */
export interface SectionLimits {
  /** Maximum number of rows of the table. Default: 100. */
  readonly maxRows?: number;
  /** Maximum number of UTF-16 code units. Default: no limit. */
  readonly maxLength?: number;
}

const heads = ["Severity", "Found", "Host", "Alert"];

/** Formats alerts as a section in Markdown: a heading, a bar for each severity, and a table. */
export function formatAlertSection(
  { title, counts, total, alerts }: AlertSection,
  { maxRows = 100, maxLength = Infinity }: SectionLimits = {},
): MarkdownText {
  if (total === 0) return markdown`### ✅ ${title}\n\n`;
  const start = markdown`### ❌ ${title}\n\n${formatMarkdownBlock(formatCountBars(counts))}\n`;
  const rows: MarkdownText[][] = [];
  let length = start.length + maxEndLength;
  for (const cells of alerts.slice(0, maxRows).map(toCells)) {
    length += cells.join(" | ").length + " |  |\n".length;
    if (length > maxLength) break;
    rows.push(cells);
  }
  const more = total - rows.length;
  const end = more > 0 ? `\n${formatNumber(more)} more. The table shows the worst ${rows.length}.\n` : "";
  return markdown`${start}${formatMarkdownTable(heads, rows)}${toMarkdown(end)}\n`;
}

/** Maximum length of the head of the table and of the sentence after it. */
const maxEndLength = 200;

function toCells(alert: Alert): MarkdownText[] {
  const { severity, createdOn, hostname } = alert;
  return [
    toCode(severity ?? ""),
    toMarkdown(formatAlertTime(createdOn)),
    toCode(hostname ?? ""),
    toCode(describeAlert(alert)),
  ];
}

/** The section may also be printed to the log of a CI system, which would execute commands in it. */
function toCode(text: string): MarkdownText {
  return toMarkdownCode(escapeForTerminal(text));
}
