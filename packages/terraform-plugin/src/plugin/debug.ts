import type { ProviderServer } from "../framework/server.js";
import { protocolVersion } from "./invitation.js";
import { startGrpc } from "./grpc.js";
import { listen, type Address } from "./listen.js";

/** The provider's address in the registries. */
const source = "huntkit/hunt";

/**
 * Serves a provider to every Terraform and OpenTofu that is told of it, in plain over a socket of the user's own, until Ctrl+C.
 * The variable that tells them is printed to stdout, ready for a shell.
 *
 * @param load loads the provider anew for each connection: one that was stopped stays so
 */
export async function debug(load: () => Promise<ProviderServer>): Promise<void> {
  const events = { onShutdown: () => {}, onGone: () => {} };
  const address = await listen({ socketFolder: undefined, ports: [0, 0] }, (socket) =>
    startGrpc(load(), undefined, events).accept(socket),
  );
  process.on("SIGINT", () => process.exit(0)).on("SIGTERM", () => process.exit(0));
  process.stderr.write(
    "Set this variable where you run terraform or tofu (without init). Ctrl+C ends the provider.\n",
  );
  process.stdout.write(`TF_REATTACH_PROVIDERS='${JSON.stringify({ [source]: reattachment(address) })}'\n`);
}

/** What go-plugin needs to attach to a plugin that runs already; `Test` keeps it from ending the process. */
function reattachment({ network, address }: Address): object {
  return {
    Protocol: "grpc",
    ProtocolVersion: protocolVersion,
    Pid: process.pid,
    Test: true,
    Addr: { Network: network, String: address },
  };
}
