import { getText, getValue } from "../../http/fields.js";
import { requireField, ServiceError } from "../../http/service-error.js";
import type { OpenSecret, RemoteSecret, SecretContent } from "../../remote-secret.js";
import { AwsClient, type AwsService } from "./aws-client.js";

const service: AwsService = {
  title: "AWS Systems Manager",
  id: "ssm",
  target: "AmazonSSM",
  endpointVariable: "AWS_ENDPOINT_URL_SSM",
};

const permissions = "The policy requires ssm:GetParameter, ssm:DescribeParameters, and ssm:PutParameter.";

/** Opens a parameter of the AWS Systems Manager Parameter Store, of the type SecureString. */
export const openParameter: OpenSecret = async ({ text, parts }, { env }) => {
  const id = parts["name"]!;
  return new Parameter(await AwsClient.open(service, env, text, id), text, id);
};

class Parameter implements RemoteSecret {
  readonly name: string;
  readonly place: string;
  readonly #client: AwsClient;
  readonly #id: string;
  /** The name in the last response. PutParameter does not accept an ARN. */
  #parameter: string;
  /** The key that encrypts the parameter. A write without it would use the default key. */
  #keyId: string | undefined;

  constructor(client: AwsClient, name: string, id: string) {
    this.name = name;
    this.place = `${client.address}/${id}`;
    this.#client = client;
    this.#id = id;
    this.#parameter = id;
  }

  get respondedAt(): number | undefined {
    return this.#client.respondedAt;
  }

  async read(): Promise<SecretContent> {
    const input = { Name: this.#id, WithDecryption: true };
    const data = await this.#call("GetParameter", input, `read ${this.name}`);
    const value = getText(data, "Parameter", "Value");
    const version = getValue(data, "Parameter", "Version");
    const modified = getValue(data, "Parameter", "LastModifiedDate");
    if (getText(data, "Parameter", "Type") !== "SecureString" || value === undefined)
      throw new ServiceError(
        `${this.name} is not a SecureString. Create it with this type, so the token is encrypted.`,
      );
    this.#client.hide(value);
    this.#parameter = getText(data, "Parameter", "Name") ?? this.#id;
    const arn = getText(data, "Parameter", "ARN");
    return {
      value: value || null,
      // A server at another address can have the same accounts.
      id: arn && `${this.#client.address}/${arn}`,
      version: String(version),
      ...(typeof modified === "number" && { updatedAt: new Date(modified * 1000).toISOString() }),
    };
  }

  /** Writes the current value as a new parameter. AWS rejects this because it exists, if the caller can write it. */
  async prove(current: SecretContent): Promise<SecretContent> {
    await this.#findKey();
    try {
      await this.#put(current.value ?? null, false);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.serviceCode !== "ParameterAlreadyExists") throw error;
    }
    return current;
  }

  async write(value: string | null): Promise<SecretContent> {
    if (value !== null) this.#client.hide(value);
    const data = await this.#put(value, true);
    const version = requireField(getValue(data, "Version"), `write ${this.name}`);
    return { value, version: String(version) };
  }

  async #put(value: string | null, overwrite: boolean): Promise<unknown> {
    if (value === null) throw new ServiceError(`${this.name} cannot be empty.`);
    const KeyId = await this.#findKey();
    const input = { Name: this.#parameter, Value: value, Type: "SecureString", KeyId, Overwrite: overwrite };
    return this.#call("PutParameter", input, `write ${this.name}`);
  }

  async #findKey(): Promise<string> {
    if (this.#keyId !== undefined) return this.#keyId;
    const filter = { Key: "Name", Option: "Equals", Values: [this.#parameter] };
    const data = await this.#call(
      "DescribeParameters",
      { ParameterFilters: [filter] },
      `read the encryption key of ${this.name}`,
    );
    const key = getText(data, "Parameters", "0", "KeyId");
    if (key === undefined)
      throw new ServiceError(`AWS Systems Manager returned no encryption key for ${this.name}.`);
    this.#keyId = key;
    return key;
  }

  #call(operation: string, input: Readonly<Record<string, unknown>>, action: string): Promise<unknown> {
    return this.#client.call(operation, input, action).catch((error: ServiceError) => {
      if (error.serviceCode === "ParameterNotFound")
        throw error.withAdvice(
          "Check the address and the region, and create the parameter first, as a SecureString.",
        );
      throw error.serviceCode === "AccessDeniedException" ? error.withAdvice(permissions) : error;
    });
  }
}
