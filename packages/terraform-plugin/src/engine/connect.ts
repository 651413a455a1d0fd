import type { Diagnostic } from "../framework/diagnostics.js";
import type { ProviderServer } from "../framework/server.js";
import { ProviderClient } from "./client.js";
import { toConfig } from "./config.js";
import { succeed } from "./errors.js";

/**
 * Checks a provider's configuration and configures it.
 *
 * @param written the arguments of the `provider` block, as from JSON
 * @throws {ProviderFailed} with all complaints
 */
export async function connect(
  server: ProviderServer,
  written: Readonly<Record<string, unknown>>,
): Promise<{ client: ProviderClient; warnings: Diagnostic[] }> {
  const client = new ProviderClient(server);
  const config = toConfig((await client.schema()).provider, written);
  const warnings = [
    ...succeed(await client.validateProvider(config)),
    ...succeed(await client.configure(config)),
  ];
  return { client, warnings };
}
