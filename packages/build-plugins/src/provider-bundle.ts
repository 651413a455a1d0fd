import type { RolldownOptions } from "rolldown";
import { executable } from "./executable.js";
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
