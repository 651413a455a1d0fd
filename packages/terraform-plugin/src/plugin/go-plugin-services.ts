import type { handleBidiStreamingCall, handleServerStreamingCall, handleUnaryCall } from "@grpc/grpc-js";
import healthServices from "./protocol/health.proto";
import pluginServices from "./protocol/plugin.proto";
import { defineService, type PlainMessage, type Service } from "./protocol/service.js";

/** The status of a healthy service (grpc.health.v1). */
const serving = 1;

/** What the parent does to the plugin, as it happens. */
export interface ParentEvents {
  /** The parent asked the plugin to exit. The response is being sent. */
  readonly onShutdown: () => void;
  /** The parent's stream ended without being closed, because the parent is gone. */
  readonly onGone: () => void;
}

/** Creates the services that go-plugin requires of every plugin, in addition to the plugin's own. */
export function createGoPluginServices({ onShutdown, onGone }: ParentEvents): Service[] {
  return [createController(onShutdown), createStdio(onGone), createBroker(), createHealth()];
}

/**
 * Receives the parent's request to exit. Without a response, go-plugin waits two seconds and kills the
 * process.
 */
function createController(onShutdown: () => void): Service {
  const shutdown: handleUnaryCall<PlainMessage, PlainMessage> = (_, callback) => {
    callback(null, {});
    onShutdown();
  };
  return {
    definition: defineService(pluginServices, "plugin.GRPCController"),
    implementation: { Shutdown: shutdown },
  };
}

/**
 * Holds the stream for the plugin's output open. Nothing is sent, but its end shows immediately that the
 * parent is gone.
 */
function createStdio(onGone: () => void): Service {
  const stream: handleServerStreamingCall<PlainMessage, PlainMessage> = (call) =>
    void call.on("cancelled", onGone).on("error", () => {});
  return {
    definition: defineService(pluginServices, "plugin.GRPCStdio"),
    implementation: { StreamStdio: stream },
  };
}

/**
 * Negotiates further connections. The parent opens the stream to every plugin, and a provider sends nothing
 * in it.
 */
function createBroker(): Service {
  const startStream: handleBidiStreamingCall<PlainMessage, PlainMessage> = (call) =>
    void call
      .on("end", () => call.end())
      .on("error", () => {})
      .resume();
  return {
    definition: defineService(pluginServices, "plugin.GRPCBroker"),
    implementation: { StartStream: startStream },
  };
}

/** Reports that the plugin is running, which go-plugin requests for a ping. */
function createHealth(): Service {
  const check: handleUnaryCall<PlainMessage, PlainMessage> = (_, callback) =>
    callback(null, { status: serving });
  return {
    definition: defineService(healthServices, "grpc.health.v1.Health"),
    implementation: { Check: check },
  };
}
