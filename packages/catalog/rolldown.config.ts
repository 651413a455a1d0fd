import { defineConfig } from "rolldown";
import { docstrings } from "./build/docstrings.js";

/** The data in one file, and the declarations with the descriptions as docstrings, which editors show. */
export default defineConfig({
  input: { index: "./src/index.ts" },
  platform: "node",
  treeshake: { moduleSideEffects: false },
  plugins: [docstrings()],
  // A slow machine is not a mistake.
  checks: { bundlerTimings: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
  output: { dir: "dist", sourcemap: true },
});
