/**
 * Directories of core in which a bug could lose, leak, or wrongly revoke a token, or change too many records.
 */
const sources = ["token/*", "rotation/*", "query/*", "guard/*", "http/redact"];

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: sources.map((path) => `packages/core/src/${path}.ts`),
  testRunner: "vitest",
  vitest: { configFile: "checks/mutants/vitest.config.ts", related: false },
  plugins: ["@stryker-mutator/vitest-runner"],
  coverageAnalysis: "perTest",
  concurrency: 1,
  // Stryker's sandbox contains what the tests of core read. Packages that they import come from node_modules.
  ignorePatterns: [
    "/*",
    "!/packages",
    "/packages/*",
    "!/packages/core",
    "!/checks",
    "/checks/*",
    "!/checks/mutants",
    "!/*.ts",
    "!/tsconfig.base.json",
  ],
  tempDirName: ".stryker",
  reporters: ["clear-text", "html", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: "coverage/mutants/index.html" },
  jsonReporter: { fileName: "coverage/mutants/mutants.json" },
  // Results of mutants outside functions are kept even if their tests change. Delete the file to try them again.
  incremental: true,
  incrementalFile: "coverage/mutants/incremental.json",
  thresholds: { high: 95, low: 85, break: 85 },
};
