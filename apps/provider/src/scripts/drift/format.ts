import {
  escapeToSingleLine,
  formatMarkdownTable,
  type MarkdownText,
  toMarkdown,
  toMarkdownCode,
} from "@huntkit/core/escape";
import type { Action, AttributeChange, Drift, ObjectChange } from "./plan-json.js";

/** The engines' symbols for the actions of an apply. */
const symbols: Record<Action, string> = {
  create: "+",
  update: "~",
  replace: "-/+",
  delete: "-",
  import: "<",
  forget: ".",
};

/** Describes why an object differs. Who changed it is not known, only that it was not an apply. */
export function describeCause({ action, cause }: ObjectChange): string {
  if (cause === "configuration") return "not applied yet";
  return action === "create" ? "deleted outside" : "changed outside";
}

/** Formats HUNT's value and the configured one on one line. Sensitive values are never shown. */
function formatAttribute(change: AttributeChange): string {
  const { name, sensitive, before, after } = change;
  if (sensitive) return `${escapeToSingleLine(name)}: (sensitive)`;
  const configured = "after" in change ? formatValue(after) : "(known after apply)";
  return `${escapeToSingleLine(name)}: ${formatValue(before)} -> ${configured}`;
}

/**
 * Formats the attributes that change. For an object that is created or deleted as a whole, there are none.
 */
export function formatAttributes({ action, attributes }: ObjectChange): string[] {
  return action === "update" || action === "replace" ? attributes.map(formatAttribute) : [];
}

/** Formats the headline: `3 objects differ from the configuration: 2 changed outside, 1 not applied yet.` */
export function formatHeadline({ changes }: Drift): string {
  if (changes.length === 0) return "HUNT matches the configuration.";
  const outside = changes.filter(({ cause }) => cause === "outside").length;
  const parts = [
    outside > 0 && `${outside} changed outside`,
    outside < changes.length && `${changes.length - outside} not applied yet`,
  ];
  const objects = changes.length === 1 ? "1 object differs" : `${changes.length} objects differ`;
  return `${objects} from the configuration: ${parts.filter(Boolean).join(", ")}.`;
}

function formatValue(value: unknown): string {
  return value === undefined || value === null ? "null" : escapeToSingleLine(JSON.stringify(value), 100);
}

/** Formats the drift for a terminal or a log. */
export function formatTable(drift: Drift): string {
  const rows = drift.changes.map((change) => ({
    cells: [symbols[change.action], change.action, escapeToSingleLine(change.address), describeCause(change)],
    lines: formatAttributes(change),
  }));
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map(({ cells }) => cells[column]!.length)));
  const text = rows.map(({ cells, lines }) => {
    const row = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    return [row.trimEnd(), ...lines.map((line) => `       ${line}`)].map((line) => `${line}\n`).join("");
  });
  const parts = [`${formatHeadline(drift)}\n`];
  if (text.length > 0) parts.push("\n", ...text);
  const { length } = drift.unmanaged;
  const objects = length === 1 ? "1 object has" : `${length} objects have`;
  if (length > 0) parts.push(`${objects} new values that the configuration does not set.\n`);
  return parts.join("");
}

/** Maximum number of rows in a summary. GitHub cuts summaries at 1 MiB. */
const maxRows = 200;

/** Formats the drift as Markdown: a headline, a chart of the counts, and a table. */
export function formatMarkdown(drift: Drift): MarkdownText {
  const heading = `### HUNT: drift\n\n${formatHeadline(drift)}\n`;
  if (drift.changes.length === 0) return toMarkdown(heading);
  const heads = ["Action", "Object", "Cause", "Current value -> configured value"];
  const rows = drift.changes
    .slice(0, maxRows)
    .map((change) => [
      toMarkdown(`${formatCell(symbols[change.action])} ${change.action}`),
      formatCell(change.address),
      toMarkdown(describeCause(change)),
      toMarkdown(formatAttributes(change).map(formatCell).join("<br>")),
    ]);
  const more = drift.changes.length - rows.length;
  const rest = more > 0 ? `\nAnd ${more} more.\n` : "";
  return toMarkdown(`${heading}\n${formatChart(drift)}\n${formatMarkdownTable(heads, rows)}${rest}`);
}

/**
 * Formats a chart of the actions. It contains no untrusted text, which would need to be escaped for Mermaid.
 */
function formatChart({ changes }: Drift): string {
  const counts = new Map<Action, number>();
  for (const { action } of changes) counts.set(action, (counts.get(action) ?? 0) + 1);
  const slices = [...counts].map(([action, count]) => `  "${action}" : ${count}\n`);
  return `\`\`\`mermaid\npie showData title What an apply would do\n${slices.join("")}\`\`\`\n`;
}

function formatCell(text: string): MarkdownText {
  return toMarkdownCode(text, 300);
}
