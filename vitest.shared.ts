import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What every package's tests share: plain Node, one process for the files of a package, random order so that no test leans on another. */
export default defineConfig({
  test: {
    environment: "node",
    // Without the block that follows the cursor: turbo shows the output of several packages at once.
    reporters: [["default", { summary: false }]],
    isolate: false,
    include: ["test/**/*.test.ts"],
    setupFiles: [fileURLToPath(new URL("vitest.setup.ts", import.meta.url))],
    sequence: { shuffle: { files: false, tests: true } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
