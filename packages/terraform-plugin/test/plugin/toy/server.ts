import { decode, encode, ExtData } from "@msgpack/msgpack";
import { once } from "node:events";
import type { Message, ProviderServer } from "../../../src/framework/server.js";

/**
 * Creates a provider for the tests of the plugin: one resource, `toy_thing {name, slow, id}`, without storage
 * and without the framework. A slow thing is created only when the provider is stopped.
 */
export function toyServer(): ProviderServer {
  const stopping = new AbortController();
  const answers: Record<string, (request: Message) => Message | Promise<Message>> = {
    GetProviderSchema: () => ({
      server_capabilities: { plan_destroy: false, get_provider_schema_optional: true },
      provider: { block: {} },
      resource_schemas: { toy_thing: { version: 0, block: { attributes } } },
    }),
    UpgradeResourceState: ({ raw_state }) => ({
      upgraded_state: {
        msgpack: encode(JSON.parse(new TextDecoder().decode((raw_state as { json: Uint8Array }).json))),
      },
    }),
    ReadResource: ({ current_state }) => ({ new_state: current_state }),
    PlanResourceChange: ({ proposed_new_state }) => {
      const proposed = decodeValue(proposed_new_state);
      return {
        planned_state:
          proposed === null
            ? proposed_new_state
            : { msgpack: encode({ ...proposed, id: proposed["id"] ?? unknown }) },
      };
    },
    ApplyResourceChange: async ({ planned_state }) => {
      const planned = decodeValue(planned_state);
      if (planned === null) return { new_state: planned_state };
      if (planned["slow"] === true && !stopping.signal.aborted) await once(stopping.signal, "abort");
      const diagnostics = stopping.signal.aborted
        ? [{ severity: 1, summary: "Stopped", detail: "The toy was stopped in the middle." }]
        : [];
      if (planned["name"] === "crash")
        setImmediate(() => {
          throw new Error(`crashed with ${process.env["TOY_TOKEN"]}`);
        });
      if (planned["name"] === "reject") throw new Error(`failed with ${process.env["TOY_TOKEN"]}`);
      // Libraries print, too, although stdout belongs to the parent.
      // oxlint-disable-next-line no-console
      console.log("created", planned["name"]);
      return {
        new_state: { msgpack: encode({ ...planned, id: `toy-${String(planned["name"])}` }) },
        diagnostics,
      };
    },
    StopProvider: () => {
      stopping.abort();
      return {};
    },
  };
  return {
    handle: async (rpc, request) => answers[rpc]?.(request) ?? {},
    stop: () => stopping.abort(),
    end: async () => stopping.abort(),
  };
}

const unknown = new ExtData(0, new Uint8Array(1));
const type = (name: string) => new TextEncoder().encode(JSON.stringify(name));
const attributes = [
  { name: "id", type: type("string"), computed: true },
  { name: "name", type: type("string"), required: true },
  { name: "slow", type: type("bool"), optional: true },
];

function decodeValue(value: unknown): Record<string, unknown> | null {
  return decode((value as { msgpack: Uint8Array }).msgpack) as Record<string, unknown> | null;
}
