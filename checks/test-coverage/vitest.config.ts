import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { recordAction } from "./record-action.ts";

/** The packages in the table, and the minimum of covered branches in percent. */
const minimums = {
  "packages/core": 90,
  "packages/sandbox": 0,
  "packages/secret-stores": 0,
  "packages/terraform-plugin": 90,
  "packages/toolkit": 0,
  "apps/action": 90,
  "apps/cli": 0,
  "apps/provider": 0,
};

const root = fileURLToPath(new URL("../..", import.meta.url));
/** `COVERAGE_ONLY=core` measures one package. */
const directories = Object.keys(minimums).filter((path) => path.includes(process.env["COVERAGE_ONLY"] ?? ""));
const thresholds = Object.entries(minimums).map(([path, branches]) => [`${path}/src/**`, { branches }]);

/** Runs the tests of all packages in one run, which has one table. It counts the fast tests and the code in `src`. */
export default defineConfig({
  root,
  test: {
    projects: directories.map((path) => ({
      extends: `${root}/${path}/vitest.config.ts`,
      root: `${root}/${path}`,
      test: { name: path, env: path === "apps/action" ? recordAction() : {} },
    })),
    reporters: [["default", { summary: false }]],
    coverage: {
      enabled: true,
      provider: "custom",
      customProviderModule: fileURLToPath(new URL("provider.ts", import.meta.url)),
      include: directories.map((path) => `${path}/src/**/*.ts`),
      reporter: ["html", "json"],
      reportsDirectory: "coverage/tests",
      reportOnFailure: true,
      thresholds: Object.fromEntries(thresholds),
    },
  },
});
