import { chmodSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, RolldownOptions } from "rolldown";
import { licenses } from "./licenses.js";
import { slimUndici } from "./slim-undici.js";

/**
 * How a provider becomes one executable script. Start-up time decides its shape, as Terraform starts it several times in
 * one run: CommonJS, minified, and what is imported dynamically is run no earlier than that.
 *
 * @param input its entry
 * @param dir where to put `terraform-provider-hunt`, the licences of what is in it, and nothing else that begins with that name: Terraform runs the first
 */
export function providerBundle(input: string, dir: string): RolldownOptions {
  return {
    input,
    platform: "node",
    // What nobody here comes to use: gRPC's own administration, and whole numbers of 64 bits.
    resolve: { alias: { "@grpc/proto-loader": false, long: false } },
    plugins: [slimUndici(), executable(), licenses()],
    output: {
      dir,
      format: "cjs",
      minify: true,
      cleanDir: true,
      codeSplitting: false,
      comments: { legal: false },
      entryFileNames: "terraform-provider-hunt",
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
