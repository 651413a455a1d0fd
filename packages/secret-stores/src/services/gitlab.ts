import { findVariable, requireVariable } from "../credentials.js";
import { getText, getValue } from "../http/fields.js";
import { ServiceClient, type ErrorDetails } from "../http/service-client.js";
import { requireField, ServiceError } from "../http/service-error.js";
import type { OpenSecret, RemoteSecret, SecretContent } from "../remote-secret.js";

/** Opens a CI/CD variable of a GitLab project. The variables for the credentials are those of glab. */
export const openGitLabVariable: OpenSecret = async ({ text, parts, field = "" }, { env }) => {
  const token = requireVariable(env, text, "an access token of GitLab", "GITLAB_TOKEN");
  const host = findVariable(env, "GITLAB_HOST", "CI_SERVER_URL") ?? "https://gitlab.com";
  const base = host.includes("://") ? host : `https://${host}`;
  const client = new ServiceClient({
    service: "GitLab",
    base,
    source: "GITLAB_HOST",
    env,
    secrets: [token],
    readError,
  });
  const path = `/api/v4/projects/${encodeURIComponent(parts["project"]!)}/variables/${encodeURIComponent(field)}`;
  return new GitLabVariable(client, `${text} at ${new URL(base).host}`, path, { "private-token": token });
};

class GitLabVariable implements RemoteSecret {
  readonly name: string;
  readonly place: string;
  readonly #client: ServiceClient;
  readonly #path: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(client: ServiceClient, name: string, path: string, headers: Readonly<Record<string, string>>) {
    this.name = name;
    this.place = `${client.address}${path}`;
    this.#client = client;
    this.#path = path;
    this.#headers = headers;
  }

  get respondedAt(): number | undefined {
    return this.#client.respondedAt;
  }

  /** A hidden variable does not show its value, which is then null. */
  async read(): Promise<SecretContent> {
    const data = await this.#send("GET", this.#path, `read ${this.name}`).catch((error: ServiceError) => {
      throw error.status === 404
        ? error.withAdvice("Check the address, and create the variable first.")
        : error;
    });
    const value = getText(data, "value");
    if (value) this.#client.hide(value);
    const isShown = value !== undefined && getValue(data, "hidden") !== true;
    return { value: isShown ? value || null : undefined };
  }

  /** Checks the scopes of the token. The role was checked by the read: it is the same. */
  async prove(current: SecretContent): Promise<SecretContent> {
    const path = "/api/v4/personal_access_tokens/self";
    const data = await this.#send("GET", path, "check the token in GITLAB_TOKEN", undefined, [401, 403, 404]);
    const scopes = getValue(data, "scopes");
    // Other kinds of tokens do not show their scopes. The write itself shows whether it is allowed.
    if (!Array.isArray(scopes) || scopes.includes("api")) return current;
    throw new ServiceError(
      `The token in GITLAB_TOKEN cannot write ${this.name}. It requires the scope api, and the role Maintainer.`,
    );
  }

  async write(value: string | null): Promise<SecretContent> {
    if (value !== null) this.#client.hide(value);
    const action = `write ${this.name}`;
    const data = await this.#send("PUT", this.#path, action, { value: value ?? "" });
    requireField(getText(data, "key"), action);
    return { value: getText(data, "value") ?? value };
  }

  async #send(
    method: string,
    path: string,
    action: string,
    body?: unknown,
    allowed: readonly number[] = [],
  ): Promise<unknown> {
    const { data } = await this.#client.send({
      method,
      path,
      headers: this.#headers,
      body,
      action,
      allowed,
    });
    return data;
  }
}

/** GitLab returns a string, a list, or an object with the messages of each field. */
function readError(data: unknown): ErrorDetails {
  const message = getValue(data, "message") ?? getValue(data, "error");
  if (message === undefined || typeof message === "string") return { message };
  return { message: JSON.stringify(message) };
}
