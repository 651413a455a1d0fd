import { findVariable } from "../credentials.js";
import { getText, getValue } from "../http/fields.js";
import { ServiceClient } from "../http/service-client.js";
import { requireField, ServiceError } from "../http/service-error.js";
import { readField, replaceField } from "../json-field.js";
import type { OpenSecret, RemoteSecret, SecretContent } from "../remote-secret.js";
import { decodeSecret, encodeSecret } from "../secret-bytes.js";
import { findGoogleLogin, readGoogleError } from "./google-login.js";

const permissions = ["secretmanager.versions.access", "secretmanager.versions.add"];

/** Opens the latest version of a secret of Google Cloud Secret Manager, or a field of its JSON. */
export const openGoogleSecret: OpenSecret = async ({ text, parts, field }, { env, clock }) => {
  const login = await findGoogleLogin(env, text, clock);
  const override = "CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER";
  const client = new ServiceClient({
    service: "Google Secret Manager",
    base: findVariable(env, override) ?? "https://secretmanager.googleapis.com",
    source: override,
    env,
    secrets: [],
    getToken: () => login.getToken(),
    readError: readGoogleError,
  });
  const path = `/v1/projects/${parts["project"]!}/secrets/${parts["name"]!}`;
  return new GoogleSecret(client, { name: text, path, field });
};

class GoogleSecret implements RemoteSecret {
  readonly name: string;
  readonly place: string;
  readonly #client: ServiceClient;
  readonly #path: string;
  readonly #field: string | undefined;

  constructor(
    client: ServiceClient,
    { name, path, field }: { name: string; path: string; field: string | undefined },
  ) {
    this.name = name;
    this.place = `${client.address}${path}`;
    this.#client = client;
    this.#path = path;
    this.#field = field;
  }

  get respondedAt(): number | undefined {
    return this.#client.respondedAt;
  }

  async read(): Promise<SecretContent> {
    let data = await this.#access("latest");
    // `latest` can be outdated for minutes, but a version is always found by its number.
    for (;;) {
      const next = String(Number(getVersion(data)) + 1);
      const newer = await this.#access(next, [404]);
      if (getVersion(newer) !== next) break;
      data = newer;
    }
    const encoded = getText(data, "payload", "data") ?? "";
    const text = decodeSecret(encoded);
    const value = readField(text, this.#field, this.name);
    for (const secret of [encoded, text, value ?? ""]) this.#client.hide(secret);
    return { value, version: getVersion(data), rest: text };
  }

  async #access(version: string, allowed: readonly number[] = []): Promise<unknown> {
    const path = `/versions/${version}:access`;
    const action = `read ${this.name}`;
    return this.#send("GET", path, action, undefined, allowed).catch((error: ServiceError) => {
      if (error.status === 404)
        throw error.withAdvice("Check the address, and create the secret with a version first.");
      throw error.status === 403 ? error.withAdvice(`It requires ${permissions.join(" and ")}.`) : error;
    });
  }

  async prove(current: SecretContent): Promise<SecretContent> {
    const data = await this.#send("POST", ":testIamPermissions", `check the access to ${this.name}`, {
      permissions,
    });
    const granted = getValue(data, "permissions");
    if (Array.isArray(granted) && permissions.every((permission) => granted.includes(permission)))
      return current;
    throw new ServiceError(
      `The account of Google cannot write ${this.name}. It requires ${permissions.join(" and ")}.`,
    );
  }

  async write(value: string | null, { rest }: SecretContent): Promise<SecretContent> {
    const text = replaceField(String(rest), this.#field, value, this.name);
    const encoded = encodeSecret(text);
    for (const secret of [encoded, text, value ?? ""]) this.#client.hide(secret);
    const data = await this.#send("POST", ":addVersion", `write ${this.name}`, {
      payload: { data: encoded },
    });
    return { value, version: requireField(getVersion(data), `write ${this.name}`) };
  }

  async #send(
    method: string,
    suffix: string,
    action: string,
    body?: unknown,
    allowed: readonly number[] = [],
  ): Promise<unknown> {
    const { data } = await this.#client.send({
      method,
      path: `${this.#path}${suffix}`,
      body,
      action,
      allowed,
    });
    return data;
  }
}

/** Returns the number of a version, the end of its name. */
function getVersion(data: unknown): string | undefined {
  return getText(data, "name")?.split("/").at(-1);
}
