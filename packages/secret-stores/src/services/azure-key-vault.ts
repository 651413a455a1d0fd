import { getObject, getText, getValue } from "../http/fields.js";
import { ServiceClient } from "../http/service-client.js";
import { requireField, type ServiceError } from "../http/service-error.js";
import { isLoopback } from "@huntkit/core/internal";
import { readField, replaceField } from "../json-field.js";
import type { OpenSecret, RemoteSecret, SecretContent } from "../remote-secret.js";
import { AzureLogin, readAzureError } from "./azure-login.js";

const version = "api-version=7.4";

/** Opens a secret of Azure Key Vault, or a field of its JSON. */
export const openKeyVaultSecret: OpenSecret = async ({ text, parts, field }, { env }) => {
  const vault = parts["vault"]!;
  const host = /[.:]/.test(vault) ? vault : `${vault}.vault.azure.net`;
  const base = `${isLoopback(host.replace(/:\d+$/, "")) ? "http" : "https"}://${host}`;
  const resource = host.replace(/:\d+$/, "").split(".").slice(1).join(".");
  const login = new AzureLogin(env, text, `https://${resource}/.default`);
  const client = new ServiceClient({
    service: "Azure Key Vault",
    base,
    source: text,
    env,
    secrets: [],
    getToken: () => login.getToken(),
    readError: readAzureError,
  });
  return new KeyVaultSecret(client, {
    name: text,
    path: `/secrets/${parts["name"]!}?${version}`,
    field,
  });
};

class KeyVaultSecret implements RemoteSecret {
  readonly name: string;
  /** Names in Key Vault are not case-sensitive. */
  readonly place: string;
  readonly #client: ServiceClient;
  readonly #path: string;
  readonly #field: string | undefined;

  constructor(
    client: ServiceClient,
    { name, path, field }: { name: string; path: string; field: string | undefined },
  ) {
    this.name = name;
    this.place = `${client.address}${path}`.toLowerCase();
    this.#client = client;
    this.#path = path;
    this.#field = field;
  }

  get respondedAt(): number | undefined {
    return this.#client.respondedAt;
  }

  async read(): Promise<SecretContent> {
    const data = await this.#send("GET", `read ${this.name}`).catch((error: ServiceError) => {
      if (error.status === 404) throw error.withAdvice("Check the address, and create the secret first.");
      throw error.status === 403 ? error.withAdvice("It requires the permissions get and set.") : error;
    });
    return this.#toContent(data);
  }

  /** Key Vault has no check without a new version. If it rejects the write, the new token is revoked. */
  async prove(current: SecretContent): Promise<SecretContent> {
    return current;
  }

  /** A new version does not inherit the other properties of the secret, so they are sent again. */
  async write(value: string | null, { rest }: SecretContent): Promise<SecretContent> {
    if (value !== null) this.#client.hide(value);
    const text = replaceField(getText(rest, "value") ?? null, this.#field, value, this.name);
    const attributes = getObject(rest, "attributes") ?? {};
    const kept = Object.entries({ nbf: attributes["nbf"], exp: attributes["exp"] }).filter(
      ([, time]) => time,
    );
    const body = {
      value: text,
      ...(getText(rest, "contentType") !== undefined && { contentType: getText(rest, "contentType") }),
      ...(getObject(rest, "tags") !== undefined && { tags: getObject(rest, "tags") }),
      ...(kept.length > 0 && { attributes: Object.fromEntries(kept) }),
    };
    const action = `write ${this.name}`;
    const data = await this.#send("PUT", action, body);
    requireField(getText(data, "id"), action);
    return this.#toContent(data);
  }

  #toContent(data: unknown): SecretContent {
    const text = getText(data, "value") ?? null;
    if (text !== null) this.#client.hide(text);
    const value = readField(text, this.#field, this.name);
    if (value !== null) this.#client.hide(value);
    const updated = getValue(data, "attributes", "updated");
    return {
      value,
      version: getText(data, "id")?.split("/").at(-1),
      ...(typeof updated === "number" && { updatedAt: new Date(updated * 1000).toISOString() }),
      rest: data,
    };
  }

  async #send(method: string, action: string, body?: unknown): Promise<unknown> {
    const { data } = await this.#client.send({
      method,
      path: this.#path,
      body,
      action,
    });
    return data;
  }
}
