import type { Socket } from "node:net";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { ProviderServer } from "../framework/server.js";
import type { Certificate } from "./certificate.js";
import { broker } from "./services/broker.js";
import { controller } from "./services/controller.js";
import { health } from "./services/health.js";
import { provider } from "./services/provider.js";
import { stdio } from "./services/stdio.js";

/** Both ends of an encrypted connection. */
export interface Encryption {
  readonly own: Certificate;
  /** The only certificate to accept, as PEM. */
  readonly client: string;
}

/** What the parent does to the plugin, as it happens. */
export interface ParentEvents {
  /** It asked the plugin to end; its answer is on its way. */
  readonly onShutdown: () => void;
  /** It went away. */
  readonly onGone: () => void;
}

/** gRPC over connections that are handed in. */
export interface Grpc {
  /** @param socket what has been read from it already must still be in its buffer */
  readonly accept: (socket: Socket) => void;
  /** Cancels what is in flight; ends once all of it is answered. */
  readonly windDown: () => Promise<void>;
}

/** States may be larger than gRPC's 4 MB; what a message of Terraform's may have is Terraform's to say. */
const options = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
  "grpc.enable_channelz": 0,
};

/**
 * Serves a provider and what every plugin has beside it.
 *
 * @param server the provider, which may still be loading
 * @param encryption undefined for connections in plain, which only the user's own socket may have
 */
export function startGrpc(
  server: Promise<ProviderServer>,
  encryption: Encryption | undefined,
  { onShutdown, onGone }: ParentEvents,
): Grpc {
  const grpc = new Server(options);
  const terraform = provider(server);
  for (const { definition, implementation } of [
    terraform,
    controller(onShutdown),
    stdio(onGone),
    broker(),
    health(),
  ])
    grpc.addService(definition, implementation);
  const injector = grpc.createConnectionInjector(credentials(encryption));
  return { accept: (socket) => injector.injectConnection(socket), windDown: terraform.windDown };
}

/** Node refuses TLS older than 1.2 by itself. */
function credentials(encryption: Encryption | undefined): ServerCredentials {
  if (encryption === undefined) return ServerCredentials.createInsecure();
  const { own, client } = encryption;
  const keys = [{ cert_chain: Buffer.from(own.certificate), private_key: Buffer.from(own.privateKey) }];
  return ServerCredentials.createSsl(Buffer.from(client), keys, true);
}
