import { AwsV4Signer } from "aws4fetch";
import { findVariable, requireVariable } from "../../credentials.js";
import { getText } from "../../http/fields.js";
import { ServiceClient, type ErrorDetails } from "../../http/service-client.js";
import type { Environment } from "../../remote-secret.js";
import { findAwsCredentials, getAwsAddress, type AwsCredentials } from "./aws-credentials.js";

/** A service of AWS with a JSON API. */
export interface AwsService {
  /** Name for messages. */
  readonly title: string;
  /** Name in signatures and host names, such as `secretsmanager`. */
  readonly id: string;
  /** Prefix of its operations, such as `AmazonSSM`. */
  readonly target: string;
  /** Variable with another address, such as `AWS_ENDPOINT_URL_SSM`. */
  readonly endpointVariable: string;
}

/** Sends signed requests to a service of AWS (Signature Version 4). */
export class AwsClient {
  readonly #client: ServiceClient;
  readonly #service: AwsService;
  readonly #credentials: AwsCredentials;
  readonly #region: string;

  private constructor(
    service: AwsService,
    client: ServiceClient,
    credentials: AwsCredentials,
    region: string,
  ) {
    this.#service = service;
    this.#client = client;
    this.#credentials = credentials;
    this.#region = region;
  }

  /**
   * Reads the region and the credentials from the variables of AWS's own tools.
   *
   * @param address the address of the store, for errors
   * @param name name or ARN of the secret. An ARN contains the region.
   * @throws {ServiceError} if one is missing
   */
  static async open(
    service: AwsService,
    env: Environment,
    address: string,
    name: string,
  ): Promise<AwsClient> {
    const { title, id, endpointVariable } = service;
    const arnRegion = /^arn:[\w-]+:\w+:([\w-]+):/.exec(name)?.[1];
    const region =
      arnRegion ?? requireVariable(env, address, "a region of AWS", "AWS_REGION", "AWS_DEFAULT_REGION");
    const credentials = await findAwsCredentials(env, address, region);
    const base = findVariable(env, endpointVariable, "AWS_ENDPOINT_URL") ?? getAwsAddress(id, region);
    const secrets = [credentials.secretAccessKey, credentials.sessionToken ?? ""];
    const client = new ServiceClient({
      service: title,
      base,
      source: endpointVariable,
      env,
      secrets,
      readError,
    });
    return new AwsClient(service, client, credentials, region);
  }

  /** Address of the service, which differs between regions. */
  get address(): string {
    return this.#client.address;
  }

  /** Time of the last response, according to its clock. */
  get respondedAt(): number | undefined {
    return this.#client.respondedAt;
  }

  /** Redacts a value in messages. */
  hide(value: string): void {
    this.#client.hide(value);
  }

  /**
   * Calls an operation, and returns its result.
   *
   * @param action what it does, for errors
   */
  async call(operation: string, input: Readonly<Record<string, unknown>>, action: string): Promise<unknown> {
    const { target, id } = this.#service;
    const body = JSON.stringify(input);
    const signer = new AwsV4Signer({
      ...this.#credentials,
      service: id,
      region: this.#region,
      method: "POST",
      url: `${this.#client.origin}/`,
      headers: { "x-amz-target": `${target}.${operation}` },
      body,
    });
    const { headers } = await signer.sign();
    const { data } = await this.#client.send({
      method: "POST",
      path: "/",
      headers: { ...Object.fromEntries(headers), "content-type": "application/x-amz-json-1.1" },
      body,
      action,
    });
    return data;
  }
}

function readError(data: unknown): ErrorDetails {
  return {
    code: getText(data, "__type")?.split("#").at(-1),
    message: getText(data, "message") ?? getText(data, "Message"),
  };
}
