import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** `npm run test:all` sets it, and runs the files that `npm test` leaves to it. */
const isSlowRun = process.env["HUNTKIT_SLOW_TESTS"] !== undefined;
const slow = "test/**/*.slow.test.ts";

/** What the tests of all packages share: plain Node, one process for the files of a package, and tests in random order. */
export default defineConfig({
  test: {
    environment: "node",
    // Without the block that follows the cursor: turbo shows the output of several packages at once.
    reporters: [["default", { summary: false }]],
    isolate: false,
    include: [isSlowRun ? slow : "test/**/*.test.ts"],
    exclude: isSlowRun ? [] : [slow],
    passWithNoTests: isSlowRun,
    setupFiles: [fileURLToPath(new URL("vitest.setup.ts", import.meta.url))],
    sequence: { shuffle: { files: false, tests: true } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A wait for an event ends with its test, whose limit is shorter.
    expect: { poll: { timeout: 300_000 } },
  },
});
