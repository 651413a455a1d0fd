import { escapeToSingleLine } from "@huntkit/core/escape";
import { createRedactor, findErrorCode, isLoopback, type Redactor } from "@huntkit/core/internal";
import { createOriginFetch, type OriginFetch, type OriginFetchOptions } from "@huntkit/core/network";
import type { Environment } from "../remote-secret.js";
import { ServiceError } from "./service-error.js";

/** Time limit of a request, in milliseconds. */
const timeoutMs = 20_000;

/** Maximum size of a response in bytes. Secrets are much smaller. */
const maxBodyBytes = 1024 * 1024;

/** Codes of errors before a request is sent. */
const connectErrors =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS)/;

/** Statuses of rejections that can follow a request that was executed: the service or a proxy stopped waiting. */
const unclearRejections = new Set([408, 425, 499]);

/** The address of a service, and how to read its errors. */
export interface ServiceOptions extends OriginFetchOptions {
  /** Name for messages, such as `Vault`. */
  readonly service: string;
  /** Address, such as `https://vault.example.org`. */
  readonly base: string;
  /** Name of the input or variable that the address comes from, for errors. */
  readonly source: string;
  readonly env: Environment;
  /** Values that must not appear in messages: the credentials, and the values of secrets. */
  readonly secrets: readonly string[];
  /** Returns an access token for each request. Default: requests have the credentials in their own headers. */
  readonly getToken?: () => Promise<string>;
  /** Returns the message and the code in the body of an error. */
  readonly readError: (data: unknown) => ErrorDetails;
}

/** What a service says about a rejected request. */
export interface ErrorDetails {
  readonly message?: string | undefined;
  readonly code?: string | undefined;
}

/** A request to a service. */
export interface ServiceRequest {
  readonly method: string;
  /** Path and query, relative to the address. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Data that is sent as JSON, or a string that is sent as is. */
  readonly body?: unknown;
  /** What the request does, for errors, such as `read the secret`. */
  readonly action: string;
  /** Statuses of at least 400 that are a result, not an error. */
  readonly allowed?: readonly number[];
}

/** A response of a service. */
export interface ServiceResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; undefined if there is none. */
  readonly data: unknown;
}

/**
 * Sends requests to one service. Credentials are sent only to its origin, and unencrypted only to this machine. Text
 * in errors is escaped, and secrets are redacted in it.
 */
export class ServiceClient {
  readonly origin: string;
  /** The address in its normal form, without a slash at the end. */
  readonly address: string;
  /** Time of the last response in milliseconds since 1970, according to its clock; undefined without a date. */
  respondedAt: number | undefined;
  readonly #options: ServiceOptions;
  readonly #fetch: OriginFetch;
  readonly #secrets: Set<string>;
  #redact: Redactor;

  /** @throws {ServiceError} if the address is not valid, or would send secrets unencrypted */
  constructor(options: ServiceOptions) {
    const { base, env, ca, identity, secrets } = options;
    const url = parseBase(options);
    this.origin = url.origin;
    this.address = url.href.replace(/\/+$/, "");
    this.#options = { ...options, base: base.replace(/\/+$/, "") };
    this.#fetch = createOriginFetch(url.origin, { ...env }, { ca, identity });
    this.#secrets = new Set(secrets);
    this.#redact = this.#createRedactor();
  }

  /** Redacts another value in messages. */
  hide(value: string): void {
    if (this.#secrets.has(value)) return;
    this.#secrets.add(value);
    this.#redact = this.#createRedactor();
  }

  /** @throws {ServiceError} if there is no response, or its status is an error that is not allowed */
  async send(request: ServiceRequest): Promise<ServiceResponse> {
    const { service, readError } = this.#options;
    const { action, allowed = [] } = request;
    const { status, headers, text } = await this.#exchange(request, await this.#authorize());
    const data = parseJson(text);
    const time = Date.parse(headers.get("date") ?? "");
    this.respondedAt = Number.isNaN(time) ? undefined : time;
    const isSuccess = status >= 200 && status < 300;
    if (isSuccess || allowed.includes(status)) {
      if (data !== undefined || (text === "" && !isSuccess)) return { status, headers, data };
      throw new ServiceError(`Could not ${action}: the response of ${service} is not valid JSON.`, {
        status,
        isUnclear: true,
      });
    }
    const { message, code = null } = readError(data);
    const shown = escapeToSingleLine(this.#redact([code, message].filter(Boolean).join(": ")), 300);
    const why = shown === "" ? "" : `, ${shown.replace(/\.$/, "")}`;
    throw new ServiceError(`Could not ${action}: ${service} ${describeStatus(status)}${why}.`, {
      status,
      serviceCode: code,
      isUnclear: isUnclearStatus(status, code),
    });
  }

  async #authorize(): Promise<Record<string, string>> {
    const token = await this.#options.getToken?.();
    if (token === undefined) return {};
    this.hide(token);
    return { authorization: `Bearer ${token}` };
  }

  async #exchange(
    { method, path, headers = {}, body, action }: ServiceRequest,
    authorization: Readonly<Record<string, string>>,
  ): Promise<{ status: number; headers: Headers; text: string }> {
    const isJson = body !== undefined && typeof body !== "string";
    try {
      const response = await this.#fetch(`${this.#options.base}${path}`, {
        method,
        headers: {
          accept: "application/json",
          ...(isJson && { "content-type": "application/json" }),
          ...authorization,
          ...headers,
        },
        ...(body !== undefined && { body: isJson ? JSON.stringify(body) : body }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { status: response.status, headers: response.headers, text: await readBody(response) };
    } catch (error) {
      const code = findErrorCode(error);
      const { service } = this.#options;
      const reason = code || (error as Error).message;
      const shown = escapeToSingleLine(this.#redact(reason), 200).replace(/\.$/, "");
      throw new ServiceError(
        `Could not ${action}: ${service} at ${this.origin} did not respond (${shown}).`,
        {
          isUnclear: !connectErrors.test(code),
        },
      );
    }
  }

  #createRedactor(): Redactor {
    return createRedactor(
      [...this.#secrets].filter(Boolean).map((secret) => [secret, "[redacted]"] as const),
    );
  }
}

/** @throws {ServiceError} if the address is not valid, or would send secrets unencrypted */
function parseBase({ base, source, service }: ServiceOptions): URL {
  const url = URL.canParse(base) ? new URL(base) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.search !== "")
    throw new ServiceError(
      `Invalid ${source}. Set it to the address of ${service}, for example https://host.example.org.`,
    );
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    throw new ServiceError(
      `Invalid ${source}: http:// would send secrets unencrypted. Use https://. http:// is only for localhost and 127.0.0.1.`,
    );
  return url;
}

/** Returns whether the request might have been executed. Google aborts a request that conflicts with another one. */
function isUnclearStatus(status: number, code: string | null): boolean {
  if (status < 400 || status >= 500 || unclearRejections.has(status)) return true;
  return status === 409 && code === "ABORTED";
}

async function readBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body = (response.body ?? []) as AsyncIterable<Uint8Array>;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) throw new Error(`the response is larger than ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describeStatus(status: number): string {
  if (status >= 500) return `failed with status ${status}`;
  return `${status >= 400 ? "rejected" : "redirected"} the request with status ${status}`;
}
