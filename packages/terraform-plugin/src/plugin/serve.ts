import type { ProviderServer } from "../framework/server.js";
import { createCertificate } from "./certificate.js";
import { handleCrashes } from "./crash.js";
import { handshakeLine } from "./handshake.js";
import { readInvitation } from "./invitation.js";
import { listen } from "./listen.js";
import { redirectConsole } from "./log.js";
import { watchParent } from "./parent.js";

/** How long calls in flight get to end, so that what they made is saved, or taken back where nobody is there to save it, in milliseconds. */
const graceMs = 5_000;

/** How long last answers get to go out, and the parent to close its connection, in milliseconds. */
const farewellMs = 50;

/**
 * Serves a provider to the Terraform or OpenTofu that started this process, until that asks for its end or is gone. Started
 * by anyone else, it explains itself on stderr, with exit code 1.
 *
 * All that is needed to be reached comes first, and gRPC and the provider are loaded when the parent knows where to find
 * them: it starts a provider several times in one run.
 *
 * @param load loads the provider
 */
export async function serve(load: () => Promise<ProviderServer>): Promise<void> {
  const invitation = readInvitation(process.env);
  if ("refusal" in invitation) {
    process.exitCode = 1;
    process.stderr.write(invitation.refusal);
    return;
  }
  redirectConsole();
  // Who reads the log dies with the parent, and writing on must not be what ends this process.
  process.stderr.on("error", () => {});
  // Ctrl+C reaches the whole group of processes, and so does the end of a job or a service. The parent decides what follows, and calls StopProvider.
  process.on("SIGINT", () => {}).on("SIGTERM", () => {});

  const { clientCertificate } = invitation;
  const encryption =
    clientCertificate === undefined
      ? undefined
      : { own: createCertificate(Date.now()), client: clientCertificate };
  let hasConnected = false;
  const address = await listen(invitation, (socket) => {
    hasConnected = true;
    void grpc.then(({ accept }) => accept(socket));
  });
  process.stdout.write(`${handshakeLine(address, encryption?.own.der, invitation)}\n`);

  const leave = (code: number) => void setTimeout(() => process.exit(code), farewellMs);
  const windDown = (code: number) => {
    setTimeout(leave, graceMs, code);
    void grpc
      .then((running) => running.windDown())
      .catch(() => {})
      .finally(() => leave(code));
  };
  const grpc = import("./grpc.js").then(({ startGrpc }) =>
    startGrpc(load(), encryption, { onShutdown: () => leave(0), onGone: () => windDown(0) }),
  );
  handleCrashes(() => windDown(1));
  watchParent(
    () => hasConnected,
    () => windDown(0),
  );
}
