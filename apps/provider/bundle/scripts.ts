import { chmodSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, RolldownOptions } from "rolldown";
import { licenses, slimUndici } from "@huntkit/bundle";

const entry = "hunt-provider.js";

/**
 * How the scripts become one command, in which each subcommand is a file that is loaded when it is run. It goes beside the
 * provider, which was put there before.
 *
 * @param dir where the provider is
 */
export function scriptsBundle(dir: string): RolldownOptions {
  return {
    input: { "hunt-provider": "src/scripts/hunt-provider.ts" },
    platform: "node",
    plugins: [slimUndici(), licenses(), besideTheProvider()],
    output: { dir, format: "cjs", minify: true, comments: { legal: false }, entryFileNames: entry, chunkFileNames: "scripts/[name].js", banner: ({ isEntry }) => (isEntry ? "#!/usr/bin/env node" : "") },
  };
}

/** The provider has licences of its own in `LICENSES.txt`, so these go into the scripts' folder. */
function besideTheProvider(): Plugin {
  return {
    name: "beside-the-provider",
    generateBundle(_, bundle) {
      const list = bundle["LICENSES.txt"];
      if (list?.type !== "asset") throw new Error("There are no licences to put beside the scripts.");
      delete bundle["LICENSES.txt"];
      this.emitFile({ type: "asset", fileName: "scripts/LICENSES.txt", source: list.source });
    },
    writeBundle({ dir = "." }) {
      chmodSync(join(dir, entry), 0o755);
    },
  };
}
