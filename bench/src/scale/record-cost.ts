import { appendFileSync } from "node:fs";

/**
 * Adds the cost of this process to the file in `BENCH_COST_FILE` when it exits. `NODE_OPTIONS` loads this module in the
 * programs that are measured, including those that another program starts.
 */
process.once("exit", () => {
  const { maxRSS: peakKb, userCPUTime, systemCPUTime } = process.resourceUsage();
  const line = JSON.stringify({ peakKb, cpuMs: (userCPUTime + systemCPUTime) / 1_000 });
  appendFileSync(process.env["BENCH_COST_FILE"]!, `${line}\n`);
});
