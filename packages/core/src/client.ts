import { Collection } from "./collection.js";
import { WithCollections } from "./collections.js";
import type { RequestFacts } from "./errors/hunt-error.js";
import { HuntInputError } from "./errors/input-error.js";
import { fillPath, toJson, toQueryString, type PathParams } from "./http/address.js";
import { systemClock, type Clock } from "./http/clock.js";
import { exchange, type ExchangeContext } from "./http/exchange.js";
import { largestBody, longestTime, requireNumber } from "./http/limits.js";
import { parseAnswer, type Schema } from "./http/parse-answer.js";
import { proxySecrets, readProxy, type ProxyEnvironment } from "./http/proxy.js";
import { createRedact, type Redact } from "./http/redact.js";
import type { CallOptions, HuntRequest, HuntResponse } from "./http/request.js";
import { defaultRetryPolicy, type RetryPolicy } from "./http/retry.js";
import type { Transport } from "./http/transport.js";
import { undiciTransport } from "./http/undici-transport.js";
import { parseInstance, type Instance } from "./instance.js";
import { AnyRow, defineModel, type Model } from "./models/model.js";
import { Version } from "./models/version.js";
import { ApiToken } from "./token/api-token.js";
import type { Row } from "./paging/page.js";
import { TokenCollection } from "./tokens.js";
import type { TokenRoutes } from "./token-routes.js";
import { userAgent } from "./user-agent.js";

export interface HuntClientOptions {
  /** The instance in any spelling that {@link parseInstance} reads: `acme`, `https://acme.infocyte.com`, ... */
  instance: string;
  /** The API token. Without one only public routes answer. */
  token?: ApiToken | string | undefined;
  /** PEM certificates to trust beside the usual ones, for servers or proxies with an authority of their own. */
  ca?: string | undefined;
  /** Milliseconds that one attempt may take; 30,000 unless told. */
  timeoutMs?: number | undefined;
  /** Milliseconds that a request may take with all its attempts and pauses; 120,000 unless told. */
  deadlineMs?: number | undefined;
  /** Bytes of the largest answer to accept, unpacked; 64 MiB unless told. */
  maxBodyBytes?: number | undefined;
  /** Parts of {@link defaultRetryPolicy} to change; `{retries: 0}` never repeats. */
  retry?: Partial<RetryPolicy> | undefined;
  /** What to put before huntkit's own name in `User-Agent`, such as `my-tool/1.2`. */
  userAgent?: string | undefined;
  /** Token routes that differ from stock LoopBack 3; what is named here is not looked up. */
  tokenRoutes?: Partial<TokenRoutes> | undefined;
  /** Where `HTTPS_PROXY` and `NO_PROXY` are read; `process.env` unless told. */
  env?: ProxyEnvironment | undefined;
  /** Time; the system's unless told. */
  clock?: Clock | undefined;
  /** Randomness for the pauses between attempts, from 0 up to 1; `Math.random` unless told. */
  random?: (() => number) | undefined;
  /** The network; undici unless told. */
  transport?: Transport | undefined;
}

/**
 * A connection to one HUNT instance: keeps connections alive, repeats what is safe to repeat, and answers with data
 * or one typed error. Never sends the token anywhere but to the instance's own origin.
 */
export class HuntClient extends WithCollections {
  readonly instance: Instance;
  readonly token: ApiToken | undefined;
  /** Whose token this is; list, create and revoke tokens. */
  readonly tokens: TokenCollection;
  readonly clock: Clock;
  /** What all requests have in common. */
  readonly #settings: Omit<ExchangeContext, "redact" | "signal" | "facts">;
  readonly #redact: Redact;
  readonly #headers: Record<string, string>;

  /** @throws {HuntInputError} when the instance, token, ca or proxy cannot be used */
  constructor(options: HuntClientOptions) {
    super();
    this.instance = parseInstance(options.instance);
    this.token = options.token === undefined ? undefined : ApiToken.from(options.token);
    this.tokens = new TokenCollection((request) => this.request(request), options.tokenRoutes);
    this.clock = options.clock ?? systemClock;
    const { random = Math.random, env = process.env } = options;
    const timeoutMs = requireNumber("timeoutMs", options.timeoutMs ?? 30_000, 1, longestTime);
    const deadlineMs = requireNumber("deadlineMs", options.deadlineMs ?? 120_000, 1, longestTime);
    const maxBodyBytes = requireNumber("maxBodyBytes", options.maxBodyBytes ?? 64 * 2 ** 20, 1, largestBody);
    // A connection that takes half of an attempt's time is not going to answer; failing early leaves a write free to be repeated.
    const connectTimeoutMs = Math.min(10_000, timeoutMs / 2);
    const proxy = readProxy(this.instance, env);
    const transport = options.transport ?? undiciTransport({ instance: this.instance, ca: options.ca, proxy, connectTimeoutMs });
    const policy: RetryPolicy = { ...defaultRetryPolicy, ...options.retry };
    for (const [name, value] of Object.entries(policy)) requireNumber(`retry.${name}`, value as number, 0, longestTime);
    this.#settings = { timeoutMs, deadlineMs, maxBodyBytes, random, transport, policy, clock: this.clock };
    const hidden = proxySecrets(proxy).map((secret) => [secret, "[redacted]"] as const);
    this.#redact = createRedact([...(this.token ? [[this.token.reveal(), String(this.token)] as const] : []), ...hidden]);
    this.#headers = { accept: "application/json", "accept-encoding": "gzip", "user-agent": userAgent(options.userAgent) };
  }

  /**
   * Sends any request and answers with its data.
   *
   * @throws {HuntError} of the kind that fits: see the classes in errors/
   * @throws the signal's reason when that aborts
   */
  async request<T = unknown>(request: HuntRequest<T>): Promise<HuntResponse<T>> {
    const { signal, schema, idempotent } = request;
    const method = requireMethod(request.method ?? "GET");
    const { path, shown } = fillPath(request.path, request.params);
    const redact = withTokens(this.#redact, request.params);
    const facts = (): RequestFacts => ({ method, path: redact(shown()) });
    const root = request.base === "origin" ? "" : this.instance.base;
    const json = request.body === undefined ? undefined : toJson(request.body, "body");
    const headers = { ...this.#headers, ...(json !== undefined && { "content-type": "application/json" }), ...this.#authorization() };
    const answer = await exchange(
      { method, origin: this.instance.origin, path: `${root}/${path}${toQueryString(request.query)}`, headers, body: json, idempotent },
      { ...this.#settings, redact, signal, facts },
    );
    const { status, headers: received, attempts } = answer;
    return { status, headers: received, data: parseAnswer(answer, () => ({ ...facts(), attempts, status }), schema, redact), attempts };
  }

  /** The server's version; public, so it proves only that the instance is reachable. */
  async version({ signal }: CallOptions = {}): Promise<Version> {
    return (await this.request({ path: "version", schema: Version, signal })).data;
  }

  /**
   * The records of a model: one that huntkit knows, or any other by its route. What is known of its rows is up to the
   * caller, as a type, or as a model with a schema that holds every row against it.
   *
   * @param model such as `"Webhooks"`, or what {@link defineModel} gives
   */
  model<T extends Row = AnyRow>(model: string | Model<T>): Collection<T> {
    const known = typeof model === "string" ? defineModel(model, AnyRow as unknown as Schema<T>) : model;
    return new Collection((request) => this.request(request), known);
  }

  /** Ends all connections. A client that is not closed keeps none of them from letting the process end. */
  close(): Promise<void> {
    return this.#settings.transport.close();
  }

  /** HUNT takes the token raw: with `Bearer` it answers 500. */
  #authorization(): Record<string, string> {
    return this.token ? { authorization: this.token.reveal() } : {};
  }
}

/** Methods are upper case, and their names tell what may be repeated. */
function requireMethod(method: string): string {
  const name = method.toUpperCase();
  if (/^[A-Z]+$/.test(name)) return name;
  throw new HuntInputError("method", "invalid", "method: it is no HTTP method. Write GET, POST, PUT, PATCH or DELETE.");
}

/** Stock LoopBack 3 revokes a token by its value: then that one is a secret of the request's, beside the client's own. */
function withTokens(redact: Redact, params: PathParams = {}): Redact {
  const tokens = Object.values(params).filter((value) => value instanceof ApiToken);
  if (tokens.length === 0) return redact;
  const redactTokens = createRedact(tokens.map((token) => [token.reveal(), String(token)]));
  return (text) => redactTokens(redact(text));
}
