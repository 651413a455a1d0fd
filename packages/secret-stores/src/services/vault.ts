import { findVariable, readCredentialFile, requireVariable } from "../credentials.js";
import { getObject, getText, getValue, hasExactNumbers } from "../http/fields.js";
import { ServiceClient, type ErrorDetails } from "../http/service-client.js";
import { requireField, ServiceError } from "../http/service-error.js";
import { requireText } from "../json-field.js";
import type { OpenSecret, RemoteSecret, SecretContent } from "../remote-secret.js";
import { findVaultLogin, type GetVaultToken } from "./vault-login.js";

/**
 * Opens a field of a secret in a KV engine version 2 of HashiCorp Vault or OpenBao. The variables are those of their
 * command lines. A write is checked against the version that was read (check-and-set).
 */
export const openVaultSecret: OpenSecret = async ({ text, parts, field = "" }, { env }) => {
  const base = requireVariable(env, text, "the address of Vault", "VAULT_ADDR", "BAO_ADDR");
  const certificates = findVariable(env, "VAULT_CACERT", "BAO_CACERT");
  const namespace = findVariable(env, "VAULT_NAMESPACE", "BAO_NAMESPACE");
  const client = new ServiceClient({
    service: "Vault",
    base,
    source: "VAULT_ADDR",
    env,
    secrets: [],
    readError,
    ca: certificates && (await readCredentialFile("VAULT_CACERT", certificates)),
  });
  const headers = {
    // Vault Agent rejects requests without it.
    "x-vault-request": "true",
    ...(namespace !== undefined && { "x-vault-namespace": namespace }),
  };
  return new VaultSecret(client, {
    name: `${text} at ${new URL(base).host}`,
    place: [client.address, namespace?.replace(/^\/+|\/+$/g, "") ?? "", parts["mount"], parts["path"]].join(
      "\n",
    ),
    mount: parts["mount"]!,
    path: parts["path"]!,
    field,
    headers,
    getToken: await findVaultLogin(env, text, client, headers),
  });
};

interface VaultPlace {
  readonly name: string;
  readonly place: string;
  readonly mount: string;
  readonly path: string;
  readonly field: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly getToken: GetVaultToken;
}

class VaultSecret implements RemoteSecret {
  readonly name: string;
  readonly place: string;
  readonly #client: ServiceClient;
  readonly #place: VaultPlace;

  constructor(client: ServiceClient, place: VaultPlace) {
    this.name = place.name;
    this.place = place.place;
    this.#client = client;
    this.#place = place;
  }

  get respondedAt(): number | undefined {
    return this.#client.respondedAt;
  }

  async read(): Promise<SecretContent> {
    const { field, mount } = this.#place;
    const { status, data } = await this.#send("GET", `read ${this.name}`, undefined, [404]);
    const version = getValue(data, "data", "metadata", "version");
    if (typeof version !== "number")
      throw new ServiceError(
        `${this.name} does not exist in a KV engine version 2. Check the address, and create the secret first, for example: vault kv put -mount=${mount} ${this.#place.path} ${field}=`,
        { status },
      );
    // The current version was deleted: the metadata remains, without data.
    const fields = getObject(data, "data", "data") ?? {};
    if (!hasExactNumbers(fields))
      throw new ServiceError(
        `${this.name} has another field with an integer of more than 53 bits, which a write would round. Store that field as a string, or use another secret.`,
      );
    const value = requireText(fields, field, this.name);
    if (value !== null) this.#client.hide(value);
    return {
      value,
      version: String(version),
      updatedAt: getText(data, "data", "metadata", "created_time"),
      rest: fields,
    };
  }

  /** Asks for the capabilities of the token. The policy `default` allows this. */
  async prove(current: SecretContent): Promise<SecretContent> {
    const { mount, path } = this.#place;
    const full = `${mount}/data/${path}`;
    const { status, data } = await this.#client.send({
      method: "POST",
      path: "/v1/sys/capabilities-self",
      headers: await this.#authorize(),
      body: { paths: [full] },
      action: `check the access to ${this.name}`,
      allowed: [403],
    });
    // Without this permission, the write itself shows whether it is allowed.
    if (status === 403) return current;
    const listed = getValue(data, "data", full) ?? getValue(data, full) ?? [];
    const capabilities = Array.isArray(listed) ? listed : [];
    if (capabilities.includes("update") || capabilities.includes("root")) return current;
    throw new ServiceError(
      `The token of Vault cannot write ${this.name}. Its policy requires the capability update for the path ${full}.`,
    );
  }

  async write(value: string | null, before: SecretContent): Promise<SecretContent> {
    const { field } = this.#place;
    if (value !== null) this.#client.hide(value);
    const { [field]: _, ...others } = (before.rest ?? {}) as Record<string, unknown>;
    const { data } = await this.#send("POST", `write ${this.name}`, {
      data: value === null ? others : { ...others, [field]: value },
      options: { cas: Number(before.version) },
    });
    const version = getValue(data, "data", "version");
    return { value, version: String(requireField(version, `write ${this.name}`)) };
  }

  async #authorize(): Promise<Record<string, string>> {
    const { headers, getToken } = this.#place;
    return { ...headers, "x-vault-token": await getToken() };
  }

  async #send(method: string, action: string, body?: unknown, allowed: readonly number[] = []) {
    const { mount, path } = this.#place;
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    return this.#client.send({
      method,
      path: `/v1/${encodeURIComponent(mount)}/data/${encoded}`,
      headers: await this.#authorize(),
      body,
      action,
      allowed,
    });
  }
}

function readError(data: unknown): ErrorDetails {
  const errors = getValue(data, "errors");
  return { message: Array.isArray(errors) ? errors.map(String).join("; ") : undefined };
}
