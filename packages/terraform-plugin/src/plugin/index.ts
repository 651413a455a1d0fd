import type { ProviderServer } from "../framework/server.js";
import type { PluginOptions } from "./handshake.js";
import { serve } from "./serve.js";

export { type PluginOptions } from "./handshake.js";

/**
 * Runs a provider as its command line says: for the Terraform or OpenTofu that started the process or, with
 * `--debug`, for every one that is given the printed variable.
 *
 * @param load loads the provider. It is called once for each connection, so a dynamic import makes the start
 *   faster.
 *
 * @example void run({ address: "example/notes" }, async () => createServer((await
 *   import("./provider.js")).notes));
 */
export async function run(options: PluginOptions, load: () => Promise<ProviderServer>): Promise<void> {
  if (!process.argv.includes("--debug")) return serve(options, load);
  const { debug } = await import("./debug.js");
  return debug(options, load);
}
