import { run } from "@huntkit/terraform-plugin/plugin";
import { source } from "./address.js";

// Everything that takes time to load is loaded after the handshake.
void run({ address: source }, async () => (await import("./hunt/provider.js")).createHuntServer());
