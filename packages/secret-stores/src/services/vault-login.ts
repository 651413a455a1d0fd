import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { findVariable, requireVariable } from "../credentials.js";
import { getText } from "../http/fields.js";
import type { ServiceClient } from "../http/service-client.js";
import { ServiceError } from "../http/service-error.js";
import type { Environment } from "../remote-secret.js";
import { requestGitHubIdToken } from "./github-id-token.js";

/** Gets a token of Vault. It is valid for longer than a rotation takes. */
export type GetVaultToken = () => Promise<string>;

/**
 * Finds the credentials of Vault: the token of a variable, a JWT login, or the token that `vault login` stores.
 *
 * @param address the address of the store, for errors
 * @param headers headers of each request to Vault
 * @throws {ServiceError} if there are none
 */
export async function findVaultLogin(
  env: Environment,
  address: string,
  client: ServiceClient,
  headers: Readonly<Record<string, string>>,
): Promise<GetVaultToken> {
  const method = findVariable(env, "VAULT_AUTH_METHOD")?.toLowerCase() ?? "token";
  if (method === "jwt") {
    const role = requireVariable(env, address, "a role of Vault", "VAULT_AUTH_ROLE");
    let token: string | undefined;
    return async () => (token ??= await logIn(env, { address, role, client, headers }));
  }
  if (method !== "token")
    throw new ServiceError("Invalid VAULT_AUTH_METHOD. Use jwt, or remove it to use VAULT_TOKEN.");
  const token = await findToken(env, address);
  client.hide(token);
  return async () => token;
}

async function findToken(env: Environment, address: string): Promise<string> {
  const given = findVariable(env, "VAULT_TOKEN", "BAO_TOKEN");
  if (given !== undefined) return given;
  const path = join(env["HOME"] || homedir(), ".vault-token");
  const stored = await readFile(path, "utf8").catch(() => "");
  if (stored.trim() !== "") return stored.trim();
  return requireVariable(env, address, "a token of Vault", "VAULT_TOKEN", "BAO_TOKEN");
}

interface JwtLogin {
  readonly address: string;
  readonly role: string;
  readonly client: ServiceClient;
  readonly headers: Readonly<Record<string, string>>;
}

/** Exchanges an ID token of the CI system for a token of Vault, with the auth method JWT. */
async function logIn(env: Environment, { address, role, client, headers }: JwtLogin): Promise<string> {
  const path = (findVariable(env, "VAULT_AUTH_PATH") ?? "jwt").replace(/^\/+|\/+$/g, "");
  const jwt = findVariable(env, "VAULT_ID_TOKEN") ?? (await requestIdToken(env, address));
  client.hide(jwt);
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const request = {
    method: "POST",
    path: `/v1/auth/${encoded}/login`,
    headers,
    body: { role, jwt },
    action: "log in to Vault with VAULT_AUTH_ROLE",
  };
  const { data } = await client.send(request).catch((error: ServiceError) => {
    const isRejected = error.status === 400 || error.status === 403 || error.status === 404;
    throw isRejected
      ? error.withAdvice(
          "Check VAULT_AUTH_ROLE and VAULT_AUTH_PATH, and the audience and the claims that the role requires.",
        )
      : error;
  });
  const token = getText(data, "auth", "client_token");
  if (token === undefined)
    throw new ServiceError("Vault returned no token for the login with VAULT_AUTH_ROLE.");
  client.hide(token);
  return token;
}

async function requestIdToken(env: Environment, address: string): Promise<string> {
  const token = await requestGitHubIdToken(env, findVariable(env, "VAULT_ID_TOKEN_AUDIENCE"));
  if (token !== null) return token;
  throw new ServiceError(
    `${address} requires an ID token for the login to Vault. Set VAULT_ID_TOKEN, or give the job in GitHub Actions the permission id-token: write.`,
  );
}
