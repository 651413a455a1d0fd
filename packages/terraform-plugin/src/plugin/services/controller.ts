import type { handleUnaryCall } from "@grpc/grpc-js";
import type { PlainMessage } from "../protocol/compiled.js";
import { defineService } from "../protocol/define-service.js";
import services from "../protocol/plugin.proto";
import type { Service } from "./service.js";

/**
 * Takes the parent's request to end. Without an answer, go-plugin waits two seconds and kills the process.
 *
 * @param onShutdown called when the answer is on its way
 */
export function controller(onShutdown: () => void): Service {
  const shutdown: handleUnaryCall<PlainMessage, PlainMessage> = (_, callback) => {
    callback(null, {});
    onShutdown();
  };
  return {
    definition: defineService(services, "plugin.GRPCController"),
    implementation: { Shutdown: shutdown },
  };
}
