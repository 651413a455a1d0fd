import { randomUUID } from "node:crypto";
import { getText, getValue } from "../../http/fields.js";
import { requireField, ServiceError } from "../../http/service-error.js";
import { readField, replaceField } from "../../json-field.js";
import type { OpenSecret, RemoteSecret, SecretContent } from "../../remote-secret.js";
import { AwsClient, type AwsService } from "./aws-client.js";

const service: AwsService = {
  title: "AWS Secrets Manager",
  id: "secretsmanager",
  target: "secretsmanager",
  endpointVariable: "AWS_ENDPOINT_URL_SECRETS_MANAGER",
};

/** Opens a secret of AWS Secrets Manager, or a field of its JSON. */
export const openSecretsManagerSecret: OpenSecret = async ({ text, parts, field }, { env }) => {
  const id = parts["name"]!;
  return new SecretsManagerSecret(await AwsClient.open(service, env, text, id), { name: text, id, field });
};

class SecretsManagerSecret implements RemoteSecret {
  readonly name: string;
  readonly place: string;
  readonly #client: AwsClient;
  readonly #id: string;
  readonly #field: string | undefined;
  /** IDs of the versions to write, by their text. AWS executes a repeated request with the same ID only once. */
  readonly #versions = new Map<string, string>();

  constructor(
    client: AwsClient,
    { name, id, field }: { name: string; id: string; field: string | undefined },
  ) {
    this.name = name;
    this.place = `${client.address}/${id}`;
    this.#client = client;
    this.#id = id;
    this.#field = field;
  }

  get respondedAt(): number | undefined {
    return this.#client.respondedAt;
  }

  async read(): Promise<SecretContent> {
    const data = await this.#client
      .call("GetSecretValue", { SecretId: this.#id }, `read ${this.name}`)
      .catch((error: ServiceError) => {
        throw error.serviceCode === "ResourceNotFoundException"
          ? error.withAdvice("Check the address and the region, and create the secret with a value first.")
          : error;
      });
    const text = getText(data, "SecretString");
    const version = getText(data, "VersionId");
    if (text === undefined || version === undefined)
      throw new ServiceError(`${this.name} is binary. Use a secret with a string.`);
    const value = readField(text, this.#field, this.name);
    this.#client.hide(text);
    if (value !== null) this.#client.hide(value);
    const created = getValue(data, "CreatedDate");
    const arn = getText(data, "ARN");
    return {
      value,
      // A server at another address can have the same accounts.
      id: arn && `${this.#client.address}/${arn}`,
      version,
      ...(typeof created === "number" && { updatedAt: new Date(created * 1000).toISOString() }),
      rest: text,
    };
  }

  /** Writes the current version again. AWS ignores a write of an existing version if its value is the same. */
  async prove(current: SecretContent): Promise<SecretContent> {
    await this.#put(String(current.rest), String(current.version));
    return current;
  }

  async write(value: string | null, before: SecretContent): Promise<SecretContent> {
    if (value !== null) this.#client.hide(value);
    const text = replaceField(String(before.rest), this.#field, value, this.name);
    const version = this.#versions.get(text) ?? randomUUID();
    this.#versions.set(text, version);
    await this.#put(text, version);
    return { value, version };
  }

  async #put(text: string, version: string): Promise<void> {
    const input = { SecretId: this.#id, ClientRequestToken: version, SecretString: text };
    const action = `write ${this.name}`;
    const data = await this.#client.call("PutSecretValue", input, action).catch((error: ServiceError) => {
      throw error.serviceCode === "AccessDeniedException"
        ? error.withAdvice(
            "The policy requires secretsmanager:GetSecretValue and secretsmanager:PutSecretValue.",
          )
        : error;
    });
    requireField(getText(data, "VersionId"), action);
  }
}
