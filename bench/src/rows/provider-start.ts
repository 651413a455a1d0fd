import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { findExecutableProgram } from "../executables.js";
import { packageFolder } from "../processes.js";
import type { Row } from "./row.js";
import { type Command, createStartRow } from "./start-row.js";

/** Build directory of terraform-provider-hunt. */
export const providerFolder = join(packageFolder("@huntkit/provider"), "dist");

const executable = "terraform-provider-hunt";

/**
 * The time that Terraform waits each time it starts the provider, several times in one run: from spawn to
 * handshake, with encryption, compared with a Node process that does nothing. For the script and for the single
 * executable.
 */
export const providerStarts: readonly Row[] = [
  createStartRow({
    name: "provider-start",
    title: "the Terraform provider's handshake, vs. `node -e 0`: wall",
    target: 1.2,
    findProgram: () => ({ command: [process.execPath, join(providerFolder, executable)] }),
    time: timeHandshake,
  }),
  createStartRow({
    name: "provider-start-executable",
    title: "the Terraform provider's handshake, single executable, vs. `node -e 0`: wall",
    target: 1.2,
    findProgram: () => findExecutableProgram(executable, "provider-start-executable"),
    time: timeHandshake,
  }),
];

/** Returns the variables that Terraform sets in the provider's environment. */
async function createHandshakeEnv(): Promise<Record<string, string>> {
  const { cert } = await generate([{ name: "commonName", value: "localhost" }], { keyType: "ec" });
  return {
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "6",
    PLUGIN_CLIENT_CERT: cert,
  };
}

async function timeHandshake([file, ...args]: Command): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const env = { ...(await createHandshakeEnv()), PLUGIN_UNIX_SOCKET_DIR: folder };
  try {
    const began = performance.now();
    const provider = spawn(file, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(provider.stdout, "data")) as [Buffer];
    const time = performance.now() - began;
    provider.kill("SIGKILL");
    await once(provider, "close");
    if (!String(line).startsWith("1|6|"))
      throw new Error(`provider-start: expected a handshake, got ${String(line)}`);
    return time;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
