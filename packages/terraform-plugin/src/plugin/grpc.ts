import type { Socket } from "node:net";
import { type handleUnaryCall, type sendUnaryData, Server, ServerCredentials, status } from "@grpc/grpc-js";
import type { ProviderServer } from "../framework/server.js";
import type { Certificate } from "./certificate.js";
import { createGoPluginServices, type ParentEvents } from "./go-plugin-services.js";
import { withLocatablePaths } from "./locatable-paths.js";
import { describeError, type Log } from "./log.js";
import { defineService, type PlainMessage, type Service } from "./protocol/service.js";
import services from "./protocol/terraform.proto";

/** Both ends of an encrypted connection. */
interface Encryption {
  readonly own: Certificate;
  /** The only certificate to accept, as PEM. */
  readonly client: string;
}

/** What gRPC needs to serve a provider. */
export interface GrpcOptions extends ParentEvents {
  readonly log: Log;
  /** The name of the executable, for messages. */
  readonly name: string;
  /** Undefined for unencrypted connections, which only the user's own socket can have. */
  readonly encryption: Encryption | undefined;
}

/** gRPC over connections that are accepted elsewhere. */
export interface Grpc {
  /** @param socket what has been read from it already must still be in its buffer */
  readonly accept: (socket: Socket) => void;
  /** Cancels the calls in flight. Resolves after all of them have returned. */
  readonly windDown: () => Promise<void>;
}

/** States can be larger than gRPC's limit of 4 MB. Terraform limits its messages itself. */
const grpcOptions = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
  "grpc.enable_channelz": 0,
};

/**
 * Serves a provider, and what every plugin serves.
 *
 * @param server the provider, which may still be loading
 */
export function startGrpc(server: Promise<ProviderServer>, options: GrpcOptions): Grpc {
  const grpc = new Server(grpcOptions);
  const provider = createProviderService(server, options);
  for (const { definition, implementation } of [provider, ...createGoPluginServices(options)])
    grpc.addService(definition, implementation);
  const injector = grpc.createConnectionInjector(createCredentials(options.encryption));
  return { accept: (socket) => injector.injectConnection(socket), windDown: provider.windDown };
}

/** Node itself rejects TLS older than 1.2. */
function createCredentials(encryption: Encryption | undefined): ServerCredentials {
  if (encryption === undefined) return ServerCredentials.createInsecure();
  const { own, client } = encryption;
  const keys = [{ cert_chain: Buffer.from(own.certificate), private_key: Buffer.from(own.privateKey) }];
  return ServerCredentials.createSsl(Buffer.from(client), keys, true);
}

/** Terraform's service, and what it has in flight. */
export interface ProviderService extends Service {
  /** Cancels the calls in flight. Resolves after all have returned, and what they left open is closed. */
  readonly windDown: () => Promise<void>;
}

/**
 * Creates the service that passes each of Terraform's calls to the provider.
 *
 * @param server the provider, which may still be loading
 */
export function createProviderService(
  server: Promise<ProviderServer>,
  { log, name }: { readonly log: Log; readonly name: string },
): ProviderService {
  const definition = defineService(services, "tfplugin6.Provider");
  const inFlight = new Set<Promise<void>>();

  const reply = async (
    rpc: string,
    request: PlainMessage,
    callback: sendUnaryData<PlainMessage>,
  ): Promise<void> => {
    const startedAt = performance.now();
    let response: PlainMessage;
    try {
      response = await (await server).handle(rpc, request);
    } catch (error) {
      // The provider turns errors into diagnostics, so this is a bug. The message may contain a secret.
      log("error", `${rpc} failed: ${describeError(error)}`);
      return callback({
        code: status.INTERNAL,
        details: `${rpc} failed, which is a bug in ${name}. Set TF_LOG=ERROR and run again to log the stack trace.`,
      });
    }
    log("trace", "Call completed", { rpc, ms: Math.round(performance.now() - startedAt) });
    callback(null, withLocatablePaths(response));
  };

  const method =
    (rpc: string): handleUnaryCall<PlainMessage, PlainMessage> =>
    ({ request }, callback) => {
      const replying = reply(rpc, request, callback);
      inFlight.add(replying);
      void replying.finally(() => inFlight.delete(replying));
    };

  return {
    definition,
    implementation: Object.fromEntries(Object.keys(definition).map((rpc) => [rpc, method(rpc)])),
    windDown: async () => {
      const loaded = await server;
      loaded.stop();
      await Promise.all(inFlight);
      await loaded.end();
    },
  };
}
