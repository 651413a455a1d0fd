import type { ProviderServer } from "../framework/server.js";
import { serve } from "./serve.js";

/**
 * Serves a provider as its command line says: to the Terraform that started it, or, with `--debug`, to whoever is told of it.
 *
 * @param load loads the provider; called once for each Terraform
 */
export async function run(load: () => Promise<ProviderServer>): Promise<void> {
  if (!process.argv.includes("--debug")) return serve(load);
  const { debug } = await import("./debug.js");
  return debug(load);
}
