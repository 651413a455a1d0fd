import { escapeToSingleLine } from "@huntkit/core";
import type { Drift } from "./plan-json.js";
import { headline, linesOf, symbols, whatHappened } from "./words.js";

/** The drift for a terminal or a log. */
export function table(drift: Drift): string {
  const rows = drift.changes.map((change) => ({
    cells: [symbols[change.action], change.action, escapeToSingleLine(change.address), whatHappened(change)],
    lines: linesOf(change),
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
  return `${headline(drift)}\n${text.length > 0 ? `\n${text.join("")}` : ""}${aside}`;
}
