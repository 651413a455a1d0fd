import { escapeToSingleLine } from "@huntkit/core";
import { toMarkdownCode } from "@huntkit/toolkit";
import type { Action, AttributeChange, Drift, ObjectChange } from "./plan-json.js";

/** How an apply is written in one character or three, as the engines do it. */
export const symbols: Record<Action, string> = {
  create: "+",
  update: "~",
  replace: "-/+",
  delete: "-",
  import: "<",
  forget: ".",
};

/** What happened to an object. Who changed what is not known: only that an apply has not. */
export function describeCause({ action, cause }: ObjectChange): string {
  if (cause === "configuration") return "not applied yet";
  return action === "create" ? "deleted outside" : "changed outside";
}

/** One line: what HUNT has, and what the configuration says. Sensitive values are never shown. */
function formatAttribute(change: AttributeChange): string {
  const { name, sensitive, before, after } = change;
  if (sensitive) return `${escapeToSingleLine(name)}: (sensitive)`;
  return `${escapeToSingleLine(name)}: ${formatValue(before)} -> ${"after" in change ? formatValue(after) : "(known after apply)"}`;
}

/** The attributes that say something: of what is made or deleted as a whole, none does. */
export function formatAttributes({ action, attributes }: ObjectChange): string[] {
  return action === "update" || action === "replace" ? attributes.map(formatAttribute) : [];
}

/** `3 objects are not as the configuration says: 2 changed outside, 1 not applied yet.` */
export function formatHeadline({ changes }: Drift): string {
  if (changes.length === 0) return "HUNT is as the configuration says.";
  const outside = changes.filter(({ cause }) => cause === "outside").length;
  const parts = [
    outside > 0 && `${outside} changed outside`,
    outside < changes.length && `${changes.length - outside} not applied yet`,
  ];
  return `${changes.length} ${changes.length === 1 ? "object is" : "objects are"} not as the configuration says: ${parts.filter(Boolean).join(", ")}.`;
}

function formatValue(value: unknown): string {
  return value === undefined || value === null ? "null" : escapeToSingleLine(JSON.stringify(value), 100);
}

/** The drift for a terminal or a log. */
export function formatTable(drift: Drift): string {
  const rows = drift.changes.map((change) => ({
    cells: [symbols[change.action], change.action, escapeToSingleLine(change.address), describeCause(change)],
    lines: formatAttributes(change),
  }));
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map(({ cells }) => cells[column]!.length)));
  const text = rows.map(({ cells, lines }) => {
    const row = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    return `${row.trimEnd()}\n${lines.map((line) => `       ${line}\n`).join("")}`;
  });
  const { length } = drift.unmanaged;
  const aside =
    length === 0
      ? ""
      : `${length === 1 ? "1 object has" : `${length} objects have`} new values of which the configuration says nothing.\n`;
  return `${formatHeadline(drift)}\n${text.length > 0 ? `\n${text.join("")}` : ""}${aside}`;
}

/** A summary of more rows than this is of no use to anyone, and GitHub cuts it at 1 MiB. */
const mostRows = 200;

/** The drift as Markdown: a headline, a chart of the counts, a table. */
export function formatMarkdown(drift: Drift): string {
  const heading = `### HUNT: drift\n\n${formatHeadline(drift)}\n`;
  if (drift.changes.length === 0) return heading;
  const rows = drift.changes
    .slice(0, mostRows)
    .map(
      (change) =>
        `| ${formatCell(symbols[change.action])} ${change.action} | ${formatCell(change.address)} | ${describeCause(change)} | ${formatAttributes(change).map(formatCell).join("<br>")} |\n`,
    );
  const more = drift.changes.length - rows.length;
  return `${heading}\n${formatChart(drift)}\n| | object | why | HUNT has -> the configuration says |\n|---|---|---|---|\n${rows.join("")}${more > 0 ? `\nAnd ${more} more.\n` : ""}`;
}

/** Only words of our own are in it, as Mermaid is a language too. */
function formatChart({ changes }: Drift): string {
  const counts = new Map<Action, number>();
  for (const { action } of changes) counts.set(action, (counts.get(action) ?? 0) + 1);
  const slices = [...counts].map(([action, count]) => `  "${action}" : ${count}\n`);
  return `\`\`\`mermaid\npie showData title What an apply would do\n${slices.join("")}\`\`\`\n`;
}

function formatCell(text: string): string {
  return toMarkdownCode(text, 300);
}
