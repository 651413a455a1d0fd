import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { findProgram } from "../find-program.js";
import type { SecretService } from "./fake-service.js";

/** The server that `scripts/install-kv-server` builds; undefined if it is not installed. */
export const kvServer = findProgram("kv-server", "kv-server");

const token = "hvs.fake-vault-token";

/**
 * Starts a server with HashiCorp's own KV engine version 2, without the rest of Vault.
 *
 * @param value value of the field `token` of `secret/hunt`
 */
export async function startKvServer(value: string): Promise<SecretService> {
  const child = spawn(kvServer!, [], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const send = async (method: string, body?: object) => {
    const response = await fetch(`${line}/v1/secret/data/hunt`, {
      method,
      headers: { "x-vault-token": token },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as { data: { data: Record<string, unknown> } };
  };
  const read = async () => (await send("GET")).data;
  await send("POST", { data: { token: value, owner: "platform", port: 8443 } });

  return {
    url: line,
    connect: (address = line) => ({
      address: "vault:secret/hunt#token",
      env: { VAULT_ADDR: address, VAULT_TOKEN: token },
    }),
    connectToMissing: () => ({
      address: "vault:secret/other#token",
      env: { VAULT_ADDR: line, VAULT_TOKEN: token },
    }),
    held: async () => String((await read()).data["token"]),
    rest: async () => ({ ...(await read()).data, token: undefined }),
    set: async (text) => void (await send("POST", { data: { ...(await read()).data, token: text } })),
    stop: async () => {
      child.kill();
      await once(child, "exit");
    },
  };
}
