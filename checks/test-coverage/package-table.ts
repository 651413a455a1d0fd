import { relative, sep } from "node:path";
import type { CoverageMap } from "istanbul-lib-coverage";

/**
 * Formats the covered statements and branches of each package, in percent.
 *
 * @param root directory of the repository
 */
export function formatPackageTable(map: CoverageMap, root: string): string {
  const totals = new Map<string, Totals>();
  for (const file of map.files()) {
    const name = relative(root, file).split(sep).slice(0, 2).join("/");
    const { statements, branches } = map.fileCoverageFor(file).toSummary();
    const total = totals.get(name) ?? { statements: noFiles, branches: noFiles };
    totals.set(name, {
      statements: add(total.statements, statements),
      branches: add(total.branches, branches),
    });
  }
  const rows = [...totals]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, { statements, branches }]) => [
      name,
      toPercent(statements),
      toPercent(branches),
      `${branches.covered} of ${branches.total}`,
    ]);
  return [["Package", "Statements", "Branches", "Branches covered"], ...rows].map(formatRow).join("\n");
}

interface Count {
  readonly covered: number;
  readonly total: number;
}

interface Totals {
  readonly statements: Count;
  readonly branches: Count;
}

const noFiles: Count = { covered: 0, total: 0 };

function add(a: Count, b: Count): Count {
  return { covered: a.covered + b.covered, total: a.total + b.total };
}

function toPercent({ covered, total }: Count): string {
  return `${((100 * covered) / total).toFixed(1)} %`;
}

function formatRow([name = "", ...figures]: readonly string[]): string {
  return name.padEnd(28) + figures.map((figure) => figure.padStart(18)).join("");
}
