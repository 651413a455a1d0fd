import type { handleBidiStreamingCall } from "@grpc/grpc-js";
import type { PlainMessage } from "../protocol/compiled.js";
import { defineService } from "../protocol/define-service.js";
import services from "../protocol/plugin.proto";
import type { Service } from "./service.js";

/** Negotiates further connections. The parent opens the stream to every plugin; a provider has nothing to say in it. */
export function broker(): Service {
  const startStream: handleBidiStreamingCall<PlainMessage, PlainMessage> = (call) =>
    void call
      .on("end", () => call.end())
      .on("error", () => {})
      .resume();
  return {
    definition: defineService(services, "plugin.GRPCBroker"),
    implementation: { StartStream: startStream },
  };
}
