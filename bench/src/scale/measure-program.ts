import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The cost of a program for a number of items. */
export interface Cost {
  items: number;
  /** Wall time. */
  seconds: number;
  /** CPU time of our processes. */
  cpuSeconds: number;
  /** Peak RSS of the largest of our processes. */
  peakMb: number;
  /** Number of requests to HUNT. */
  requests: number;
  /** Maximum number of concurrent requests. Null if it was not counted. */
  maxConcurrent: number | null;
}

/** A program to run until it exits. */
export interface MeasuredProgram {
  command: readonly [file: string, ...args: string[]];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** What {@link measureProgram} measures. */
export type ProgramCost = Pick<Cost, "seconds" | "cpuSeconds" | "peakMb">;

/**
 * Runs a program, and measures all Node processes in it.
 *
 * @throws if it does not exit with code 0, with what it wrote to stderr
 */
export async function measureProgram({ command, cwd, env }: MeasuredProgram): Promise<ProgramCost> {
  const costFile = join(cwd, "cost.ndjson");
  rmSync(costFile, { force: true });
  const recorder = `--import=${new URL("record-cost.js", import.meta.url).href}`;
  const [file, ...args] = command;
  // The options of the caller apply, too.
  const nodeOptions = [process.env["NODE_OPTIONS"], recorder].filter(Boolean).join(" ");
  const began = performance.now();
  const child = spawn(file, args, {
    cwd,
    env: { ...env, NODE_OPTIONS: nodeOptions, BENCH_COST_FILE: costFile },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  const seconds = (performance.now() - began) / 1_000;
  if (code !== 0)
    throw new Error(`${command.join(" ")} exited with code ${code}: ${Buffer.concat(errors).toString()}`);
  const costs = readFileSync(costFile, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { peakKb: number; cpuMs: number });
  return {
    seconds,
    cpuSeconds: costs.reduce((sum, { cpuMs }) => sum + cpuMs / 1_000, 0),
    peakMb: Math.max(...costs.map(({ peakKb }) => peakKb / 1_024)),
  };
}
