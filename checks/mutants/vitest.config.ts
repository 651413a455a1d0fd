import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import shared from "../../vitest.shared.ts";

/** The tests of core that specify the mutated sources. All others would only make each mutant slower. */
const include = [
  "test/{token,rotation,query,guard}/*.test.ts",
  "test/http/redact.test.ts",
  "test/{check-token,tokens}.test.ts",
];

export default defineConfig({
  root: fileURLToPath(new URL("../../packages/core", import.meta.url)),
  test: {
    ...shared.test,
    include,
    setupFiles: [
      shared.test!.setupFiles as string[],
      fileURLToPath(new URL("stop-at-counterexample.ts", import.meta.url)),
    ].flat(),
  },
});
