import { align } from "../table.js";
import type { Cost } from "./measure-program.js";
import type { ScaleRun } from "./runs.js";

/** The costs of a program, from the smallest size to the largest. `--json` prints a list of these. */
export interface ScaleResult extends Pick<ScaleRun, "name" | "title"> {
  costs: Cost[];
}

/** How to measure and print. */
interface ScaleOptions {
  /** Uses a tenth of the sizes. */
  quick: boolean;
  json: boolean;
}

/**
 * Measures programs at several sizes, and prints a table in which each size is a row. If the time of a program is linear
 * and its memory is flat, its rows have the same `items/s`, `CPU µs/item`, and `peak MB`, apart from its start.
 */
export async function measureScale(runs: readonly ScaleRun[], { quick, json }: ScaleOptions): Promise<void> {
  const results: ScaleResult[] = [];
  for (const run of runs) {
    const costs = await measureRun(run, quick ? 0.1 : 1);
    if (costs.length === 0)
      process.stderr.write(`${run.name} SKIPPED: neither Terraform nor OpenTofu is installed.\n`);
    else results.push({ name: run.name, title: run.title, costs });
  }
  process.stdout.write(`${json ? JSON.stringify(results, null, 2) : formatResults(results)}\n`);
}

/** Returns the cost for each size. Empty if something is missing on this machine. */
async function measureRun({ name, sizes, measure }: ScaleRun, share: number): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const size of sizes) {
    const cost = await measure(size * share);
    if (cost === undefined) break;
    process.stderr.write(`${name} ${formatCost(cost).join("  ")}\n`);
    costs.push(cost);
  }
  return costs;
}

function formatResults(results: readonly ScaleResult[]): string {
  const head = ["", "items", "seconds", "items/s", "CPU µs/item", "requests", "at a time", "peak MB"];
  const rows = results.flatMap(({ title, costs }) =>
    costs.map((cost, index) => [index === 0 ? title : "", ...formatCost(cost)]),
  );
  return align([head, ...rows]);
}

function formatCost(cost: Cost): string[] {
  const { items, seconds, cpuSeconds, requests, maxConcurrent, peakMb } = cost;
  const round = (amount: number) => amount.toLocaleString("en", { maximumSignificantDigits: 3 });
  return [
    items.toLocaleString("en"),
    round(seconds),
    round(items / seconds),
    round((cpuSeconds / items) * 1e6),
    requests.toLocaleString("en"),
    String(maxConcurrent ?? "-"),
    peakMb.toFixed(0),
  ];
}
