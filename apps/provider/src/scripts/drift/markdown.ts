import { toMarkdownCode } from "@huntkit/toolkit";
import type { Action, Drift } from "./plan-json.js";
import { headline, linesOf, symbols, whatHappened } from "./words.js";

/** A summary of more rows than this is of no use to anyone, and GitHub cuts it at 1 MiB. */
const mostRows = 200;

/** The drift as Markdown: a headline, a chart of the counts, a table. */
export function markdown(drift: Drift): string {
  const heading = `### HUNT: drift\n\n${headline(drift)}\n`;
  if (drift.changes.length === 0) return heading;
  const rows = drift.changes
    .slice(0, mostRows)
    .map(
      (change) =>
        `| ${cell(symbols[change.action])} ${change.action} | ${cell(change.address)} | ${whatHappened(change)} | ${linesOf(change).map(cell).join("<br>")} |\n`,
    );
  const more = drift.changes.length - rows.length;
  return `${heading}\n${chart(drift)}\n| | object | why | HUNT has -> the configuration says |\n|---|---|---|---|\n${rows.join("")}${more > 0 ? `\nAnd ${more} more.\n` : ""}`;
}

/** Only words of our own are in it, as Mermaid is a language too. */
function chart({ changes }: Drift): string {
  const counts = new Map<Action, number>();
  for (const { action } of changes) counts.set(action, (counts.get(action) ?? 0) + 1);
  const slices = [...counts].map(([action, count]) => `  "${action}" : ${count}\n`);
  return `\`\`\`mermaid\npie showData title What an apply would do\n${slices.join("")}\`\`\`\n`;
}

function cell(text: string): string {
  return toMarkdownCode(text, 300);
}
