import type { handleServerStreamingCall } from "@grpc/grpc-js";
import type { PlainMessage } from "../protocol/compiled.js";
import { defineService } from "../protocol/define-service.js";
import services from "../protocol/plugin.proto";
import type { Service } from "./service.js";

/**
 * A stream for what the plugin would print. It prints nothing, but the stream's end is how it learns at once that its parent died.
 *
 * @param onCancelled called when a stream ends that the parent did not end in order
 */
export function stdio(onCancelled: () => void): Service {
  const stream: handleServerStreamingCall<PlainMessage, PlainMessage> = (call) =>
    void call.on("cancelled", onCancelled).on("error", () => {});
  return { definition: defineService(services, "plugin.GRPCStdio"), implementation: { StreamStdio: stream } };
}
