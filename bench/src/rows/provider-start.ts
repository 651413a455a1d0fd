import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { compare } from "../pairs.js";
import { packageFolder, timeIdleNode } from "../processes.js";
import type { Row } from "./row.js";

/** Build directory of terraform-provider-hunt. */
export const providerFolder = join(packageFolder("@huntkit/provider"), "dist");

/**
 * The time that Terraform waits each time it starts the provider, several times in one run: from spawn to
 * handshake, with encryption, compared with a Node process that does nothing.
 */
export const providerStart: Row = {
  name: "provider-start",
  title: "the Terraform provider's handshake, vs. `node -e 0`: wall",
  unit: "ms",
  maxRatio: 2.2,
  others: "-",
  async *measure(chosen, quick) {
    if (!chosen.includes("huntkit")) return;
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    const env = { ...(await createHandshakeEnv()), PLUGIN_UNIX_SOCKET_DIR: folder };
    try {
      yield ["huntkit", await compare(() => timeHandshake(env), timeIdleNode, quick ? 1 : 25, quick ? 0 : 1)];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Returns the variables that Terraform sets in the provider's environment. */
async function createHandshakeEnv(): Promise<Record<string, string>> {
  const { cert } = await generate([{ name: "commonName", value: "localhost" }], { keyType: "ec" });
  return {
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "6",
    PLUGIN_CLIENT_CERT: cert,
  };
}

async function timeHandshake(env: Record<string, string>): Promise<number> {
  const began = performance.now();
  const provider = spawn(process.execPath, [join(providerFolder, "terraform-provider-hunt")], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(provider.stdout, "data")) as [Buffer];
  const time = performance.now() - began;
  provider.kill("SIGKILL");
  await once(provider, "close");
  if (!String(line).startsWith("1|6|"))
    throw new Error(`provider-start: expected a handshake, got ${String(line)}`);
  return time;
}
