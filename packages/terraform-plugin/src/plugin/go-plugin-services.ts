import healthServices from "./protocol/health.proto";
import pluginServices from "./protocol/plugin.proto";
import { implementService, type Methods } from "./protocol/service.js";

/** The status of a healthy service (grpc.health.v1). */
const serving = 1;

/** What the parent does to the plugin, as it happens. */
export interface ParentEvents {
  /** The parent asked the plugin to exit. The response is being sent. */
  readonly onShutdown: () => void;
  /** The parent's stream ended, because the parent is gone. */
  readonly onGone: () => void;
}

/** Returns the methods that go-plugin requires of every plugin, in addition to the plugin's own. */
export function createGoPluginServices({ onShutdown, onGone }: ParentEvents): Methods {
  return new Map([
    // Receives the parent's request to exit. Without a response, go-plugin waits two seconds and kills the
    // process.
    ...implementService(pluginServices, "plugin.GRPCController", () => () => {
      onShutdown();
      return {};
    }),
    // The stream for the plugin's output. Nothing is sent, but its end shows immediately that the parent is
    // gone.
    ...implementService(pluginServices, "plugin.GRPCStdio", () => ({
      endsWithParent: false,
      onClose: onGone,
    })),
    // Negotiates further connections. The parent opens the stream to every plugin, and a provider sends
    // nothing in it.
    ...implementService(pluginServices, "plugin.GRPCBroker", () => ({ endsWithParent: true })),
    // Reports that the plugin is running, which go-plugin requests for a ping.
    ...implementService(healthServices, "grpc.health.v1.Health", () => () => ({ status: serving })),
  ]);
}
