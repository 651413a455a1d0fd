import { readFileSync } from "node:fs";
import { isNoisy, type Result } from "./pairs.js";
import { align, formatValue, type Measurement } from "./table.js";

/** What `--json` prints, and `--compare` reads. */
export interface Report {
  machine: string;
  rows: (Measurement["row"] & { cells: Measurement["cells"] })[];
}

/**
 * Reads the file of `--compare`.
 *
 * @throws {Error} if it does not contain the output of `--json`
 */
export function readReport(path: string): Report {
  try {
    const report = JSON.parse(readFileSync(path, "utf8")) as Report;
    if (!Array.isArray(report.rows)) throw new Error("rows is missing");
    return report;
  } catch (error) {
    throw new Error(
      `Could not read ${path}: ${(error as Error).message}. Use a file with the output of --json.`,
      { cause: error },
    );
  }
}

/**
 * Compares huntkit's results with those of an earlier run. A row is worse or better only if the quartiles of the two runs do
 * not overlap, and neither is noisy.
 */
export function compareReports(
  earlier: Report,
  measurements: readonly Measurement[],
): { text: string; worse: string[] } {
  const changes = measurements.flatMap(({ row, cells: { huntkit: now } }) => {
    const before = earlier.rows.find(({ name }) => name === row.name)?.cells.huntkit;
    if (!before || !now) return [];
    const change = `${((now.value / before.value - 1) * 100).toFixed(1)} %`.replace(/^(?=\d)/, "+");
    const isUnclear = isNoisy(before, row.target) || isNoisy(now, row.target);
    const judgment = isUnclear ? "noisy" : compareQuartiles(before, now);
    const values = [before, now].map((result) => formatValue(result.value, result, row));
    return [{ name: row.name, line: [row.title, ...values, change, judgment], judgment }];
  });
  return {
    text: align([["", "earlier", "now", "change", ""], ...changes.map(({ line }) => line)]),
    worse: changes.filter(({ judgment }) => judgment === "worse").map(({ name }) => name),
  };
}

function compareQuartiles(before: Result, now: Result): "worse" | "better" | "same" {
  if (now.quartiles[0] > before.quartiles[1]) return "worse";
  return now.quartiles[1] < before.quartiles[0] ? "better" : "same";
}
