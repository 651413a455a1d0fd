import type { ProviderServer } from "../framework/server.js";
import { startGrpc } from "./grpc.js";
import { getExecutableName, protocolVersion, type PluginOptions } from "./handshake.js";
import type { Address } from "./handshake.js";
import { listen } from "./listen.js";
import { createLog } from "./log.js";

/**
 * Serves a provider to every Terraform and OpenTofu that has the printed variable, unencrypted over a socket
 * of the user, until Ctrl+C. The variable is the only output on stdout, so a shell can read it.
 *
 * @param load loads the provider again for each connection, because one that was stopped stays stopped
 */
export async function debug(options: PluginOptions, load: () => Promise<ProviderServer>): Promise<void> {
  const events = { onShutdown: () => {}, onGone: () => {} };
  const log = createLog(getExecutableName(options));
  const address = await listen({ socketDirectory: undefined, ports: [0, 0] }, (socket) =>
    startGrpc(load(), { log, name: getExecutableName(options), encryption: undefined, ...events }).accept(
      socket,
    ),
  );
  process.on("SIGINT", () => process.exit(0)).on("SIGTERM", () => process.exit(0));
  process.stderr.write(
    "Set this variable in the shell in which you run terraform or tofu. Do not run init. Ctrl+C stops the provider.\n",
  );
  const reattach = JSON.stringify({ [options.address]: toReattachConfig(address) });
  process.stdout.write(`TF_REATTACH_PROVIDERS='${reattach}'\n`);
}

/** Returns what go-plugin needs to attach to a running plugin. `Test` keeps it from ending the process. */
function toReattachConfig({ network, address }: Address): object {
  return {
    Protocol: "grpc",
    ProtocolVersion: protocolVersion,
    Pid: process.pid,
    Test: true,
    Addr: { Network: network, String: address },
  };
}
