// @ts-check
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { createSeed, root, runTests, selectPackages } from "./run-tests.js";

/** Cases of each property that does not set its own number. `npm test` tries 100. */
const cases = 1_000;

const { values } = parseArgs({
  options: {
    package: { type: "string", multiple: true, default: [] },
    minutes: { type: "string", default: "10" },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0))
  throw new Error(`Invalid value "${values.minutes}" for --minutes. Use a number greater than 0.`);

/** @type {Map<string, import("./run-tests.js").Failure & { seed: number }>} */
const found = new Map();
for (const { name, directory } of selectPackages(values.package)) {
  const files = findPropertyTests(directory);
  if (files.length > 0) await fuzz(name, directory, files);
}
process.stdout.write(`\n${found.size} failing tests found.\n`);
process.exitCode = found.size > 0 ? 1 : 0;

/**
 * Runs the property tests of a package with one seed after the other, until the time is up.
 *
 * @param {string} name
 * @param {string} directory
 * @param {readonly string[]} files
 */
async function fuzz(name, directory, files) {
  const end = Date.now() + minutes * 60_000;
  while (Date.now() < end) {
    const seed = createSeed();
    const env = { FC_SEED: String(seed), FC_RUNS: String(cases) };
    const args = ["--testTimeout=300000", ...files];
    process.stdout.write(`${name}, seed ${seed}: `);
    const { tests, failures } = await runTests(directory, "test", { args, env });
    process.stdout.write(`${tests} tests, ${failures.length} failures\n`);
    for (const failure of failures) {
      const key = `${failure.file}: ${failure.test}`;
      if (!found.has(key)) process.stdout.write(formatFailure(directory, { ...failure, seed }));
      found.set(key, { ...failure, seed });
    }
  }
}

/**
 * Returns the files with property tests that `npm test` runs.
 *
 * @param {string} directory of the package, relative to the root
 * @returns {string[]} paths relative to the package
 */
function findPropertyTests(directory) {
  const parent = join(root, directory, "test");
  return readdirSync(parent, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts") && !path.endsWith(".slow.test.ts"))
    .map((path) => join(parent, path))
    .filter((path) => readFileSync(path, "utf8").includes("fc."))
    .map((path) => relative(join(root, directory), path));
}

/**
 * Formats a failure with the seed, the path, and the counterexample, which are in fast-check's message, and with the command that
 * repeats it.
 *
 * @param {string} directory
 * @param {import("./run-tests.js").Failure & { seed: number }} failure
 * @returns {string}
 */
function formatFailure(directory, { file, test, message, seed }) {
  const path = relative(directory, file);
  const name = test.replaceAll(/[^\w ]/g, ".");
  const details = message.split("\n").filter((line) => !/^\s+at /.test(line));
  return [
    `  ${file}: ${test}`,
    ...details.slice(0, 40).map((line) => `    ${line}`),
    `  Repeat it: cd ${directory} && FC_SEED=${seed} FC_RUNS=${cases} pnpm exec vitest run ${path} -t '${name}'`,
    "",
  ].join("\n");
}
