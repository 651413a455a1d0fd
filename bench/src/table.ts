import { contenders, type Contender } from "./clients.js";
import { isNoisy, type Result } from "./pairs.js";
import type { Row } from "./rows/row.js";

/** A row with its results. */
export interface Measurement {
  row: Pick<Row, "name" | "title" | "unit" | "target" | "others">;
  cells: Partial<Record<Contender, Result>>;
}

/**
 * Formats all results as an aligned table.
 *
 * @param titles name and version of each contender
 */
export function table(measurements: readonly Measurement[], titles: Record<Contender, string>): string {
  const head = ["", "target", ...contenders.map((name) => titles[name])];
  const body = measurements.map(({ row, cells }) => [
    row.title,
    row.target === null ? "" : `≤ ${formatValue(row.target, cells.huntkit, row)}`,
    ...contenders.map((name) => formatCell(row, name, cells[name])),
  ]);
  return align([head, ...body]);
}

/** Formats lines of cells with columns of the same width. */
export function align(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const pad = (line: readonly string[]) => line.map((text, column) => text.padEnd(widths[column]!));
  return lines.map((line) => pad(line).join("  ").trimEnd()).join("\n");
}

/** Formats a result with the range of its pairs. */
export function detail({ unit, target }: Measurement["row"], result: Result): string {
  if (!result.sides) return `${result.value.toFixed(1)} ${unit}`;
  const [first, second] = result.sides.map((side) => `${side.toFixed(0)} ${unit}`);
  const noisy = isNoisy(result, target) ? "; noisy" : "";
  return (
    `${result.value.toFixed(2)} (quartiles ${formatQuartiles(result)}; ` +
    `${result.lowest.toFixed(2)} to ${result.highest.toFixed(2)}; ${first} to ${second}${noisy})`
  );
}

/** Formats a ratio, or an amount with its unit. */
export function formatValue(value: number, result: Result | undefined, { unit }: Measurement["row"]): string {
  if (result && !result.sides) return `${Math.round(value)} ${unit}`;
  return value.toFixed(2);
}

function formatQuartiles({ quartiles: [first, third] }: Result): string {
  return `${first.toFixed(2)}–${third.toFixed(2)}`;
}

function formatCell(row: Measurement["row"], name: Contender, result: Result | undefined): string {
  if (!result) return row.others;
  const value = formatValue(result.value, result, row);
  if (name !== "huntkit") return value;
  const spread = result.sides ? ` (${formatQuartiles(result)})` : "";
  return `${value}${spread}${formatVerdict(result, row.target)}`;
}

function formatVerdict(result: Result, target: number | null): string {
  if (isNoisy(result, target)) return " noisy";
  if (target === null) return "";
  return result.value <= target ? " ✔" : " ✖";
}
