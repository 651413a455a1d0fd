import { createServer, type ProviderServer } from "@huntkit/terraform-plugin";
import { huntProvider } from "./hunt/provider.js";

/** The provider `hunt` behind protocol 6, for one Terraform. All that it takes to load is behind this file. */
export function huntServer(): ProviderServer {
  return createServer(huntProvider());
}
