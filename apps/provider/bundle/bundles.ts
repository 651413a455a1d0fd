import { chmodSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, RolldownOptions } from "rolldown";
import { lateTierUp, licenses, sbom, slimUndici, unusedByProviders } from "@huntkit/build-plugins";

const entry = "hunt-provider.js";

/**
 * Returns the options to bundle the scripts into one command. Each subcommand is a file that is loaded when
 * it runs. The scripts are written next to the provider, with their own licenses.
 *
 * @param dir the directory of the provider
 */
export function scriptsBundle(dir: string): RolldownOptions {
  return {
    input: { "hunt-provider": "src/scripts/hunt-provider.ts" },
    platform: "node",
    plugins: [lateTierUp(), slimUndici(), licenses("scripts/LICENSES.txt"), startable()],
    output: {
      dir,
      format: "cjs",
      minify: true,
      comments: { legal: false },
      entryFileNames: entry,
      chunkFileNames: "scripts/[name].js",
      banner: ({ isEntry }) => (isEntry ? "#!/usr/bin/env node" : ""),
    },
  };
}

function startable(): Plugin {
  return {
    name: "startable",
    writeBundle({ dir = "." }) {
      chmodSync(join(dir, entry), 0o755);
    },
  };
}

/**
 * Returns how to bundle the provider and its scripts for the single executable, which embeds the files.
 *
 * @param dir the directory for the files and the licenses of what is in them
 */
export function executableBundle(dir: string): RolldownOptions {
  return {
    input: { "terraform-provider-hunt": "src/executable.ts" },
    platform: "node",
    resolve: { alias: unusedByProviders },
    plugins: [lateTierUp(), slimUndici(), licenses(), sbom()],
    output: {
      dir,
      cleanDir: true,
      format: "cjs",
      minify: true,
      comments: { legal: false },
      entryFileNames: "[name].cjs",
      chunkFileNames: "[name].cjs",
    },
  };
}
