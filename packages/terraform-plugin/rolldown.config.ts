import { defineConfig } from "rolldown";
import { protobufCodecs } from "./build/protobuf.ts";

/** One file per module, so that a provider's bundle runs only what it imports. The codecs are compiled here, once. */
export default defineConfig({
  input: {
    index: "./src/index.ts",
    "plugin/index": "./src/plugin/index.ts",
    "engine/index": "./src/engine/index.ts",
  },
  platform: "node",
  external: /^[^./](?!:)/,
  plugins: [protobufCodecs()],
  treeshake: { moduleSideEffects: false },
  // A slow machine is not a mistake.
  checks: { bundlerTimings: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
  output: { dir: "dist", sourcemap: true, preserveModules: true, preserveModulesRoot: "src" },
});
