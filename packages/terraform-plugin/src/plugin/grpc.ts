import type { Socket } from "node:net";
import type { ProviderServer } from "../framework/server.js";
import { createGoPluginServices, type ParentEvents } from "./go-plugin-services.js";
import { createGrpcServer, type Encryption, GrpcError, status } from "./grpc-server.js";
import { withLocatablePaths } from "./locatable-paths.js";
import { describeError, type Log } from "./log.js";
import { implementService, type Methods, type PlainMessage } from "./protocol/service.js";
import services from "./protocol/terraform.proto";

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

/**
 * Serves a provider, and what every plugin serves.
 *
 * @param server the provider, which may still be loading
 */
export function startGrpc(server: Promise<ProviderServer>, options: GrpcOptions): Grpc {
  const provider = createProviderService(server, options);
  const methods = new Map([...provider.methods, ...createGoPluginServices(options)]);
  return { accept: createGrpcServer(methods, options.encryption), windDown: provider.windDown };
}

/** Terraform's service, and what it has in flight. */
interface ProviderService {
  readonly methods: Methods;
  /** Cancels the calls in flight. Resolves after all have returned, and what they left open is closed. */
  readonly windDown: () => Promise<void>;
}

/**
 * Creates the service that passes each of Terraform's calls to the provider.
 *
 * @param server the provider, which may still be loading
 */
function createProviderService(
  server: Promise<ProviderServer>,
  { log, name }: { readonly log: Log; readonly name: string },
): ProviderService {
  const inFlight = new Set<Promise<PlainMessage>>();

  const call = async (rpc: string, request: PlainMessage): Promise<PlainMessage> => {
    const startedAt = performance.now();
    try {
      const response = await (await server).handle(rpc, request);
      log("trace", "Call completed", { rpc, ms: Math.round(performance.now() - startedAt) });
      return withLocatablePaths(response);
    } catch (error) {
      // The provider turns errors into diagnostics, so this is a bug. The message may contain a secret.
      log("error", `${rpc} failed: ${describeError(error)}`);
      throw new GrpcError(
        status.internal,
        `${rpc} failed, which is a bug in ${name}. Set TF_LOG=ERROR and run again to log the stack trace.`,
      );
    }
  };

  const methods = implementService(services, "tfplugin6.Provider", (rpc) => async (request) => {
    const calling = call(rpc, request);
    inFlight.add(calling);
    try {
      return await calling;
    } finally {
      inFlight.delete(calling);
    }
  });

  return {
    methods,
    windDown: async () => {
      const loaded = await server;
      loaded.stop();
      await Promise.allSettled(inFlight);
      await loaded.end();
    },
  };
}
