/**
 * Formats a fraction as a bar.
 *
 * @param share from 0 to 1
 * @param width in characters
 */
export function formatBar(share: number, width: number): string {
  const filled = Math.round(share * width);
  return "█".repeat(filled) + "░".repeat(width - filled);
}

/**
 * Formats counts as bars, the longest for the highest count. Every count above 0 has a bar:
 *
 * ```text
 * critical ██████████████████████████████ 12
 * high     ███                            1
 * ```
 */
export function formatCountBars(counts: Readonly<Record<string, number>>): string {
  const width = 30;
  const rows = Object.entries(counts);
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const highest = Math.max(1, ...rows.map(([, count]) => count));
  const lines = rows.map(([name, count]) => {
    const bar = "█".repeat(Math.ceil((count / highest) * width));
    return `${name.padEnd(nameWidth)} ${bar.padEnd(width)} ${count}`;
  });
  return lines.join("\n");
}
