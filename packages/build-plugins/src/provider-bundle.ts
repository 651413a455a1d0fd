import { chmodSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, RolldownOptions } from "rolldown";
import { licenses } from "./licenses.js";
import { slimUndici } from "./slim-undici.js";

/** Modules that gRPC imports and a provider does not use: gRPC's administration, and 64-bit integers. */
export const unusedByProviders = { "@grpc/proto-loader": false, long: false } as const;

/** What a provider's bundle is built from. */
export interface ProviderBundleOptions {
  /** The entry of the provider. */
  input: string;
  /** The directory for the executable and the licenses of what is in it. It is emptied before. */
  dir: string;
  /** The name of the provider: `notes` for `terraform-provider-notes`. */
  name: string;
}

/**
 * Returns how to bundle a provider into one executable script. Its shape is chosen for start-up time, because Terraform starts a
 * provider several times in one run: CommonJS, minified, and a dynamic import runs only when it is reached.
 *
 * No other file in the directory may begin with the name of the executable, because Terraform runs the first one.
 */
export function providerBundle({ input, dir, name }: ProviderBundleOptions): RolldownOptions {
  return {
    input,
    platform: "node",
    resolve: { alias: unusedByProviders },
    plugins: [slimUndici(), executable(), licenses()],
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
 * The first lines of a script without an extension. Node takes it for a CommonJS or an ECMAScript module by what the nearest package.json
 * above it says, which may be that of anyone's project, once Terraform has put it there: so it has to be both, and the second has no `require`.
 */
const prelude = `#!/usr/bin/env node\nvar require = require || process.getBuiltinModule("module").createRequire(process.argv[1]);`;

/** Makes the script executable, and ASCII alone: with a single other character, Node takes three times as long to read it. */
function executable(): Plugin {
  return {
    name: "executable",
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk")
          chunk.code = `${prelude}\n${chunk.code.replace(/[^\x00-\x7f]/g, escaped)}`;
      // Node starts it faster where it need not ask which kind of module it is.
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
