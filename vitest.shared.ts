import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Set by `npm run test:all` to run the slow tests, which `npm test` skips. */
const isSlowRun = process.env["HUNTKIT_SLOW_TESTS"] !== undefined;
const slow = "test/**/*.slow.test.ts";

/**
 * Settings of the tests of all packages: Node without a DOM, one process for all files of a package, and
 * tests in random order.
 */
export default defineConfig({
  test: {
    environment: "node",
    // Without the live summary, because turbo shows the output of several packages at the same time.
    reporters: [["default", { summary: false }]],
    isolate: false,
    include: [isSlowRun ? slow : "test/**/*.test.ts"],
    exclude: isSlowRun ? [] : [slow],
    passWithNoTests: isSlowRun,
    setupFiles: [fileURLToPath(new URL("vitest.setup.ts", import.meta.url))],
    sequence: { shuffle: { files: false, tests: true } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The timeout of the test is shorter, so it stops the poll.
    expect: { poll: { timeout: 300_000 } },
  },
});
