import { createServer, type ProviderServer } from "@huntkit/terraform-plugin";
import { createHuntProvider, type HuntProviderOptions } from "../src/hunt/provider.js";
import { expectForm } from "./diagnostic-form.js";

/** Starts the provider in this process. A call fails the test if the form of one of its diagnostics is wrong. */
export function startProvider(options: HuntProviderOptions): ProviderServer {
  const server = createServer(createHuntProvider(options));
  return {
    ...server,
    async handle(rpc, request) {
      const response = await server.handle(rpc, request);
      expectForm((response["diagnostics"] ?? []) as { summary: string; detail: string }[]);
      return response;
    },
  };
}
