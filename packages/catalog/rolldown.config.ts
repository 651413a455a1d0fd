import { defineConfig } from "rolldown";
import { docstrings } from "./build/docstrings.js";

/** Bundles the data into one file, and writes the descriptions as docstrings into the declarations. */
export default defineConfig({
  input: { index: "./src/index.ts" },
  platform: "node",
  treeshake: { moduleSideEffects: false },
  plugins: [docstrings()],
  // A slow machine is not an error.
  checks: { bundlerTimings: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
  output: { dir: "dist", sourcemap: true },
});
