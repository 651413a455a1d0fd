import { status, type handleUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import type { ProviderServer } from "../../framework/server.js";
import { describe } from "../crash.js";
import { log } from "../log.js";
import type { PlainMessage } from "../protocol/compiled.js";
import { defineService } from "../protocol/define-service.js";
import services from "../protocol/terraform.proto";
import type { Service } from "./service.js";

/** Terraform's service, and a view on what it is doing. */
export interface ProviderService extends Service {
  /** Cancels the calls in flight; ends once all are answered, and what they left open is closed. */
  readonly windDown: () => Promise<void>;
}

/**
 * Hands each call of Terraform to the provider.
 *
 * @param server the provider, which may still be loading
 */
export function provider(server: Promise<ProviderServer>): ProviderService {
  const definition = defineService(services, "tfplugin6.Provider");
  const inFlight = new Set<Promise<void>>();

  const reply = async (
    rpc: string,
    request: PlainMessage,
    callback: sendUnaryData<PlainMessage>,
  ): Promise<void> => {
    const began = performance.now();
    let response: PlainMessage;
    try {
      response = await (await server).handle(rpc, request);
    } catch (error) {
      // The provider turns what goes wrong into diagnostics, so this is a bug. Its message may hold a secret.
      log("error", `${rpc} failed: ${describe(error)}`);
      return callback({
        code: status.INTERNAL,
        details: `terraform-provider-hunt has a bug: ${rpc} failed. Run again with TF_LOG=ERROR to see where.`,
      });
    }
    log("trace", "Answered a call", { rpc, ms: Math.round(performance.now() - began) });
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
