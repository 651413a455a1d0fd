import { contenders, type Contender } from "./clients.js";
import type { Comparison } from "./pairs.js";
import type { Row } from "./rows/row.js";

/** A row with its results. */
export interface Measurement {
  row: Row;
  cells: Partial<Record<Contender, Comparison>>;
}

/**
 * Formats all ratios as an aligned table.
 *
 * @param titles name and version of each contender
 */
export function table(measurements: readonly Measurement[], titles: Record<Contender, string>): string {
  const head = ["", "target", ...contenders.map((name) => titles[name])];
  const body = measurements.map(({ row, cells }) => [
    row.title,
    `≤ ${row.maxRatio.toFixed(2)}`,
    ...contenders.map((name) => cell(row, name, cells[name])),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((line) => line[column]!.length)));
  return [head, ...body]
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Formats a comparison with the range of its pairs. */
export function detail({ unit }: Row, { first, second, ratio }: Comparison): string {
  return `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}; ${first.toFixed(0)} ${unit} to ${second.toFixed(0)} ${unit})`;
}

function cell({ maxRatio, others }: Row, name: Contender, comparison: Comparison | undefined): string {
  if (!comparison) return others;
  const { median } = comparison.ratio;
  return name === "huntkit" ? `${median.toFixed(2)} ${median <= maxRatio ? "✔" : "✖"}` : median.toFixed(2);
}
