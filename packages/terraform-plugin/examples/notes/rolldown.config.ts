import { defineConfig } from "rolldown";

/** Bundles the provider into one executable file. */
export default defineConfig({
  input: "main.ts",
  platform: "node",
  output: {
    dir: "dist",
    entryFileNames: "terraform-provider-notes",
    format: "cjs",
    codeSplitting: false,
    banner: "#!/usr/bin/env node",
  },
});
