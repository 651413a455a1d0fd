import { defineConfig } from "vitest/config";

/** What every package's tests share: plain Node, random order so that no test leans on another, no colour in captured output. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["test/**/*.test.ts"],
    sequence: { shuffle: { files: false, tests: true } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
