import { join } from "node:path";
import type { Engine } from "@huntkit/test-kit/terraform/find-engine";
import type { Stranger } from "../rehearsal/stranger.js";
import type { RegistryServer } from "./registry-server.js";

/** How a stranger gets the provider. */
export type Source = "registry" | "mirror";

/** What a stranger needs to use the provider. */
export interface ProviderConsumerOptions {
  readonly engine: Engine;
  readonly source: Source;
  readonly server: RegistryServer;
  readonly version: string;
  /** The variables that connect to a HUNT instance. */
  readonly connection: Readonly<Record<string, string>>;
}

/** Downloads, verifies, and locks the provider, and then plans and applies with it, as a stranger. */
export async function useProvider(stranger: Stranger, options: ProviderConsumerOptions): Promise<void> {
  const runEngine = await prepare(stranger, options);
  await runEngine("init", "-no-color");
  await runEngine("plan", "-no-color");
  await runEngine("apply", "-auto-approve", "-no-color");
  await runEngine("destroy", "-auto-approve", "-no-color");
}

/** Only downloads, verifies, and locks the provider. */
export async function initProvider(stranger: Stranger, options: ProviderConsumerOptions): Promise<void> {
  const runEngine = await prepare(stranger, options);
  await runEngine("init", "-no-color");
}

async function prepare(stranger: Stranger, options: ProviderConsumerOptions) {
  const { engine, source, server, version, connection } = options;
  await stranger.write("ca.pem", server.certificate);
  await stranger.write("engine.tfrc", source === "mirror" ? formatMirror(server) : "");
  const address = source === "registry" ? `${server.host}/huntkit/hunt` : "huntkit/hunt";
  await stranger.write("configuration/main.tf", formatConfiguration(address, version));
  const directory = join(stranger.directory, "configuration");
  const env = {
    ...connection,
    CHECKPOINT_DISABLE: "1",
    SSL_CERT_FILE: join(stranger.directory, "ca.pem"),
    TF_CLI_CONFIG_FILE: join(stranger.directory, "engine.tfrc"),
  };
  return (...args: string[]) => stranger.run(engine.file, [`-chdir=${directory}`, ...args], env);
}

function formatMirror({ host }: RegistryServer): string {
  return `provider_installation {\n  network_mirror {\n    url = "https://${host}/mirror/"\n  }\n}\n`;
}

function formatConfiguration(address: string, version: string): string {
  return `terraform {
  required_providers {
    hunt = {
      source  = "${address}"
      version = "${version}"
    }
  }
}

provider "hunt" {}

resource "hunt_target_group" "release" {
  name = "Release rehearsal"
}
`;
}
