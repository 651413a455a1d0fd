// @ts-check
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createSeed, runTests, selectPackages } from "./run-tests.js";

/**
 * The runs of the tests of one package.
 *
 * @typedef {{ name: string, runs: number, failedRuns: number, failing: Map<string, number> }} Tally
 */

const { values } = parseArgs({
  options: {
    package: { type: "string", multiple: true, default: [] },
    runs: { type: "string", default: "20" },
    "slow-runs": { type: "string", default: "3" },
    busy: { type: "string", default: String(availableParallelism()) },
  },
});

const busy = startBusyProcesses(parseCount("--busy", values.busy));
try {
  /** @type {Tally[]} */
  const tallies = [];
  for (const { name, directory } of selectPackages(values.package)) {
    tallies.push(await repeat(name, directory, "test", parseCount("--runs", values.runs)));
    tallies.push(await repeat(name, directory, "test:slow", parseCount("--slow-runs", values["slow-runs"])));
  }
  process.stdout.write(formatTallies(tallies));
  process.exitCode = tallies.some(({ failedRuns }) => failedRuns > 0) ? 1 : 0;
} finally {
  for (const child of busy) child.kill();
}

/**
 * Starts processes that each use all the time of a core.
 *
 * @param {number} count
 */
function startBusyProcesses(count) {
  const script = fileURLToPath(new URL("keep-busy.js", import.meta.url));
  return Array.from({ length: count }, () => fork(script));
}

/**
 * @param {string} name
 * @param {string} directory
 * @param {"test" | "test:slow"} script
 * @param {number} runs
 * @returns {Promise<Tally>}
 */
async function repeat(name, directory, script, runs) {
  /** @type {Tally} */
  const tally = { name: `${name} ${script}`, runs: 0, failedRuns: 0, failing: new Map() };
  for (let run = 1; run <= runs; run++) {
    const seed = createSeed();
    const args = [
      "--sequence.shuffle.files=true",
      "--sequence.shuffle.tests=true",
      `--sequence.seed=${seed}`,
    ];
    process.stdout.write(`${tally.name}, run ${run} of ${runs}, seed ${seed}: `);
    const { tests, failures } = await runTests(directory, script, { args });
    process.stdout.write(`${tests} tests, ${failures.length} failures\n`);
    // A package without slow tests.
    if (tests === 0 && failures.length === 0) break;
    tally.runs++;
    if (failures.length > 0) tally.failedRuns++;
    for (const { file, test, message } of failures) {
      const key = `${file}: ${test}`;
      tally.failing.set(key, (tally.failing.get(key) ?? 0) + 1);
      process.stdout.write(`  ${key}\n${message.replaceAll(/^/gm, "    ")}\n`);
    }
  }
  return tally;
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {string}
 */
function formatTallies(tallies) {
  const lines = tallies
    .filter(({ runs }) => runs > 0)
    .flatMap(({ name, runs, failedRuns, failing }) => [
      `${name.padEnd(28)}${String(runs).padStart(4)}${String(failedRuns).padStart(10)}`,
      ...[...failing].map(([test, count]) => `  ${count} of ${runs}: ${test}`),
    ]);
  return `\n${"PACKAGE".padEnd(28)}RUNS  FAILURES\n${lines.join("\n")}\n`;
}

/**
 * @param {string} flag
 * @param {string} value
 * @returns {number}
 */
function parseCount(flag, value) {
  const count = Number(value);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new Error(`Invalid value "${value}" for ${flag}. Use a whole number, 0 or more.`);
}
