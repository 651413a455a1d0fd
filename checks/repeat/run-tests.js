// @ts-check
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The root directory of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * A package with tests.
 *
 * @typedef {{ name: string, directory: string }} TestedPackage
 */

/**
 * A test that failed, or a whole file if its tests could not be run.
 *
 * @typedef {{ file: string, test: string, message: string }} Failure
 */

/**
 * Returns the packages with tests that have one of these names, or all if there are no names.
 *
 * @param {readonly string[]} names such as `core` or `@huntkit/core`
 * @returns {TestedPackage[]}
 * @throws {Error} if a name is not that of a package with tests
 */
export function selectPackages(names) {
  const parents = ["packages", "apps"].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(parent, name)),
  );
  const all = [...parents, "bench", "checks", "release"].flatMap((directory) => {
    const path = join(root, directory, "package.json");
    if (!existsSync(path)) return [];
    const { name, scripts } = JSON.parse(readFileSync(path, "utf8"));
    return scripts?.test === undefined ? [] : [{ name: name.replace("@huntkit/", ""), directory }];
  });
  const wanted = names.map((name) => name.replace("@huntkit/", ""));
  const unknown = wanted.find((name) => !all.some((each) => each.name === name));
  if (unknown === undefined)
    return wanted.length === 0 ? all : all.filter(({ name }) => wanted.includes(name));
  const list = all.map(({ name }) => name).join(", ");
  throw new Error(`Invalid value "${unknown}" for --package. Use one of ${list}.`);
}

/**
 * Runs a script of a package whose tests vitest runs.
 *
 * @param {string} directory of the package, relative to the root
 * @param {"test" | "test:slow"} script
 * @param {{ args?: readonly string[], env?: Record<string, string> }} options more arguments of vitest, and variables
 * @returns {Promise<{ tests: number, failures: Failure[] }>}
 */
export async function runTests(directory, script, { args = [], env = {} }) {
  const temporary = mkdtempSync(join(tmpdir(), "repeat-"));
  const report = join(temporary, "report.json");
  try {
    const { code, output } = await runScript(directory, script, {
      args: [...args, "--reporter=json", `--outputFile=${report}`],
      env,
    });
    const result = existsSync(report) ? readReport(JSON.parse(readFileSync(report, "utf8"))) : undefined;
    if (result !== undefined && (code === 0 || result.failures.length > 0)) return result;
    const failure = { file: directory, test: `exited with code ${code}`, message: output.slice(-2_000) };
    return { tests: result?.tests ?? 0, failures: code === 0 ? [] : [failure] };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {string} directory
 * @param {string} script
 * @param {{ args: readonly string[], env: Record<string, string> }} options
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function runScript(directory, script, { args, env }) {
  const child = spawn("pnpm", ["run", script, ...args], {
    cwd: join(root, directory),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, output }));
  });
}

/**
 * Reads the report of vitest's JSON reporter.
 *
 * @param {{ numTotalTests: number, testResults: any[] }} report
 * @returns {{ tests: number, failures: Failure[] }}
 */
export function readReport({ numTotalTests, testResults }) {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults
      .filter((/** @type {any} */ each) => each.status === "failed")
      .map((/** @type {any} */ each) => ({
        file,
        test: each.fullName.trim(),
        message: each.failureMessages.join("\n"),
      }));
    return failed.length === 0 && status === "failed" ? [{ file, test: "the whole file", message }] : failed;
  });
  return { tests: numTotalTests, failures };
}

/** Returns a random seed. */
export function createSeed() {
  return Math.floor(Math.random() * 2 ** 31);
}
