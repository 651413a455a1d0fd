import type { Comparison } from "./pairs.js";

/** Shows comparisons as a table: the ratio, the most that is wanted, and both medians in milliseconds. */
export function printTable(title: string, rows: [what: string, most: number, comparison: Comparison][]): void {
  process.stdout.write(`\n${title}\n`);
  for (const [what, most, { first, second, ratio }] of rows) {
    const verdict = ratio.median <= most ? "✔" : "✖";
    process.stdout.write(`  ${what.padEnd(52)} ${ratio.median.toFixed(2)} ${verdict} at most ${most.toFixed(2)}  (${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}; ${first.toFixed(0)} ms to ${second.toFixed(0)} ms)\n`);
  }
}
