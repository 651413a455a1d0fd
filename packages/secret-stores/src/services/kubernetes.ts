import { getObject, getText } from "../http/fields.js";
import { ServiceClient, type ErrorDetails } from "../http/service-client.js";
import { ServiceError } from "../http/service-error.js";
import type { OpenSecret, RemoteSecret, SecretContent } from "../remote-secret.js";
import { decodeSecret, encodeSecret } from "../secret-bytes.js";
import { findCluster } from "./kubernetes-cluster.js";

/**
 * Opens a key of a Kubernetes Secret, in the cluster of this pod or of the current context of the kubeconfig. A write is
 * checked against the version that was read (`resourceVersion`).
 */
export const openKubernetesSecret: OpenSecret = async ({ text, parts, field = "" }, { env }) => {
  const { server, ca, identity, token } = await findCluster(env, text);
  const client = new ServiceClient({
    service: "Kubernetes",
    base: server,
    source: "the address of the cluster",
    env,
    secrets: token === undefined ? [] : [token],
    readError,
    ca,
    identity,
  });
  const path = `/api/v1/namespaces/${parts["namespace"]!}/secrets/${parts["name"]!}`;
  return new KubernetesSecret(client, `${text} at ${new URL(server).host}`, { path, key: field, token });
};

interface KubernetesPlace {
  readonly path: string;
  readonly key: string;
  readonly token: string | undefined;
}

class KubernetesSecret implements RemoteSecret {
  readonly name: string;
  readonly place: string;
  readonly #client: ServiceClient;
  readonly #place: KubernetesPlace;
  /** What a key without a token has: an empty value, or null if it does not exist. */
  #emptyValue: string | null = null;

  constructor(client: ServiceClient, name: string, place: KubernetesPlace) {
    this.name = name;
    this.place = `${client.address}${place.path}`;
    this.#client = client;
    this.#place = place;
  }

  get respondedAt(): number | undefined {
    return this.#client.respondedAt;
  }

  async read(): Promise<SecretContent> {
    const data = await this.#send("GET", `read ${this.name}`, "").catch((error: ServiceError) => {
      if (error.status === 404)
        throw error.withAdvice(
          "Check the address, and create the Secret first: kubectl create secret generic <name>",
        );
      throw error.status === 403
        ? error.withAdvice("The role requires the verbs get and patch for this Secret.")
        : error;
    });
    return this.#toContent(data);
  }

  /** Writes the current value as a dry run. */
  async prove(current: SecretContent): Promise<SecretContent> {
    if (current.rest === "immutable")
      throw new ServiceError(`${this.name} is immutable. Use a Secret that can be changed.`);
    await this.#patch(current.value ?? null, current, "&dryRun=All");
    return current;
  }

  async write(value: string | null, before: SecretContent): Promise<SecretContent> {
    if (value !== null) this.#client.hide(value);
    return this.#toContent(await this.#patch(value, before, ""));
  }

  async #patch(value: string | null, { version }: SecretContent, query: string): Promise<unknown> {
    const encoded = value === null ? this.#emptyValue : encodeSecret(value);
    const body = { metadata: { resourceVersion: version }, data: { [this.#place.key]: encoded } };
    try {
      return await this.#send("PATCH", `write ${this.name}`, `?fieldManager=huntkit${query}`, body);
    } catch (error) {
      throw (error as ServiceError).status === 403
        ? (error as ServiceError).withAdvice("The role requires the verbs get and patch for this Secret.")
        : error;
    }
  }

  #toContent(data: unknown): SecretContent {
    const encoded = getText(data, "data", this.#place.key);
    const version = getText(data, "metadata", "resourceVersion");
    if (version === undefined)
      throw new ServiceError(`Could not read ${this.name}: the response is not a Secret.`, {
        isUnclear: true,
      });
    // A key without a value is restored as such, and not removed.
    if (encoded === "") this.#emptyValue = encoded;
    const value = encoded === undefined ? null : decodeSecret(encoded) || null;
    if (value !== null) {
      this.#client.hide(value);
      this.#client.hide(encoded!);
    }
    const id = getText(data, "metadata", "uid");
    return { value, id, version, rest: getObject(data)?.["immutable"] === true ? "immutable" : undefined };
  }

  async #send(method: string, action: string, query: string, body?: unknown): Promise<unknown> {
    const { path, token } = this.#place;
    const { data } = await this.#client.send({
      method,
      path: `${path}${query}`,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/merge-patch+json" }),
      },
      body: JSON.stringify(body),
      action,
    });
    return data;
  }
}

function readError(data: unknown): ErrorDetails {
  return { message: getText(data, "message"), code: getText(data, "reason") };
}
