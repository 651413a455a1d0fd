import { sbom } from "@huntkit/build-plugins";
import { defineConfig } from "rolldown";
import { protobufCodecs } from "./build/protobuf.ts";

/**
 * Writes one file per module, so a provider's bundle runs only what it imports. The codecs are compiled here,
 * once.
 */
export default defineConfig({
  input: {
    index: "./src/index.ts",
    "plugin/index": "./src/plugin/index.ts",
    "engine/index": "./src/engine/index.ts",
  },
  platform: "node",
  external: /^[^./](?!:)/,
  plugins: [protobufCodecs(), sbom()],
  treeshake: { moduleSideEffects: false },
  // Slow plugins are not an error.
  checks: { bundlerTimings: false },
  onLog(_, log) {
    throw new Error(log.message);
  },
  output: { dir: "dist", sourcemap: true, preserveModules: true, preserveModulesRoot: "src" },
});
