import { chmodSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, RolldownOptions } from "rolldown";
import { lateTierUp } from "./late-tier-up.js";
import { licenses } from "./licenses.js";
import { sbom } from "./sbom.js";
import { slimUndici } from "./slim-undici.js";

/** A package that protobufjs imports but a provider does not use: 64-bit integers. */
export const unusedByProviders = { long: false } as const;

/** Options of `providerBundle`. */
export interface ProviderBundleOptions {
  /** Entry module of the provider. */
  input: string;
  /** Directory of the executable, and of the licenses and the SBOM of the bundled packages. It is emptied first. */
  dir: string;
  /** Name of the provider: `notes` for `terraform-provider-notes`. */
  name: string;
}

/**
 * Returns the options to bundle a provider into one executable script. They minimize the start-up time,
 * because Terraform starts a provider several times in one run: CommonJS, minified, with dynamic imports that
 * run only when they are reached.
 *
 * No other file in the directory may start with the name of the executable, because Terraform runs the first
 * one.
 */
export function providerBundle({ input, dir, name }: ProviderBundleOptions): RolldownOptions {
  return {
    input,
    platform: "node",
    resolve: { alias: unusedByProviders },
    plugins: [lateTierUp(), slimUndici(), executable(), licenses(), sbom()],
    output: {
      dir,
      format: "cjs",
      minify: true,
      cleanDir: true,
      codeSplitting: false,
      comments: { legal: false },
      entryFileNames: `terraform-provider-${name}`,
    },
  };
}

/**
 * First lines of a script without a file extension. Node treats it as CommonJS or ECMAScript depending on the
 * nearest package.json, which can belong to any project after Terraform has installed the script. So it must
 * be valid as both, and ECMAScript modules have no `require`.
 */
const prelude = `#!/usr/bin/env node\nvar require = require || process.getBuiltinModule("module").createRequire(process.argv[1]);`;

/**
 * Makes the script executable, and escapes characters outside ASCII: with any such character, Node takes
 * three times as long to read it.
 */
function executable(): Plugin {
  return {
    name: "executable",
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk")
          chunk.code = `${prelude}\n${chunk.code.replace(/[^\x00-\x7f]/g, escaped)}`;
      // Node starts the script faster if the module type is known.
      this.emitFile({ type: "asset", fileName: "package.json", source: '{ "type": "commonjs" }\n' });
    },
    writeBundle({ dir = "." }, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk") chmodSync(join(dir, chunk.fileName), 0o755);
    },
  };
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
