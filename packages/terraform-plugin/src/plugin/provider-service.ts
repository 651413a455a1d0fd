import { status, type handleUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import type { ProviderServer } from "../framework/server.js";
import { describeError, type Log } from "./log.js";
import { defineService, type PlainMessage, type Service } from "./protocol/service.js";
import services from "./protocol/terraform.proto";

/** Terraform's service, and what it has in flight. */
export interface ProviderService extends Service {
  /** Cancels the calls in flight. Resolves after all are answered, and what they left open is closed. */
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
      // The provider turns what goes wrong into diagnostics, so this is a bug. Its message may hold a secret.
      log("error", `${rpc} failed: ${describeError(error)}`);
      return callback({
        code: status.INTERNAL,
        details: `${name} has a bug: ${rpc} failed. Run again with TF_LOG=ERROR to see where.`,
      });
    }
    log("trace", "Answered a call", { rpc, ms: Math.round(performance.now() - startedAt) });
    callback(null, response);
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
