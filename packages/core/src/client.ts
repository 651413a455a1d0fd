import {
  type ActionRoutes,
  fillActionRoute,
  getActionRoute,
  requireActionRoutes,
} from "./actions/action-routes.js";
import { toSettings, type HuntClientOptions } from "./client-options.js";
import { Collection, type Model } from "./collection.js";
import { WithCollections } from "./collections.js";
import type { RequestFacts } from "./errors/hunt-error.js";
import { requireArgument } from "./errors/require-argument.js";
import { HuntNotFoundError, HuntUnsupportedError } from "./errors/request-errors.js";
import { Events, type EventOptions, type EventType } from "./events.js";
import { createGuard } from "./guard/guard.js";
import { fillPath, toJson, toQueryString, type PathParams } from "./http/address.js";
import type { Clock } from "./http/clock.js";
import { exchange, type ExchangeSettings } from "./http/exchange.js";
import { createUserAgent, mergeHeaders, readDate } from "./http/headers.js";
import { normalizeMethod } from "./http/method.js";
import { parseFile, parseResponse } from "./http/parse-response.js";
import type { Schema } from "./http/schema.js";
import { findProxy, listProxySecrets } from "./http/proxy.js";
import { createRedactor, type Redactor } from "./http/redact.js";
import {
  callKeys,
  type CallOptions,
  type HuntRequest,
  type HuntResponse,
  type Send,
} from "./http/request.js";
import { isTraced, traceRequest, type WarningCode } from "./http/hooks.js";
import { createUndiciTransport } from "./http/undici-transport.js";
import { parseInstance, type Instance } from "./instance.js";
import { AnyRow, defineModel, type Version, versionSchema } from "./models/model.js";
import type { Row } from "./paging/page.js";
import { Surveys } from "./surveys/surveys.js";
import { Tasks } from "./tasks/tasks.js";
import { ApiToken, isTokenFormat } from "./token/api-token.js";
import { TokenCollection } from "./token/token-collection.js";
import { requireKnownKeys } from "./errors/require-known-keys.js";

/**
 * A client for one HUNT instance. It keeps connections open, retries what is safe to retry, and returns data
 * or throws one typed error. It sends the token only to the instance's own origin.
 */
export class HuntClient extends WithCollections {
  readonly instance: Instance;
  readonly token: ApiToken | undefined;
  /** The user of this token, and methods to list, create, and revoke tokens. */
  readonly tokens: TokenCollection;
  /** Starts scans, responses, and discoveries, and waits for them. */
  readonly tasks: Tasks;
  /** Uploads surveys that were collected offline. */
  readonly surveys: Surveys;
  readonly clock: Clock;
  /** Settings that all requests share. */
  readonly #settings: ExchangeSettings;
  readonly #redact: Redactor;
  readonly #userAgent: string;
  readonly #actionRoutes: ActionRoutes;
  /** Whether no one receives warnings. */
  readonly #isUnobserved: boolean;
  /**
   * Checks each request before it is sent. A write by a condition that HUNT misunderstands might change every
   * record.
   */
  readonly #guard: Send;
  readonly #send: Send = (request) => this.request(this.#toRouted(request));

  /** @throws {HuntInputError} if the instance, the token, or another option is invalid */
  constructor(options: HuntClientOptions) {
    super();
    const instance = parseInstance(options.instance);
    this.instance = instance;
    this.token = options.token === undefined ? undefined : ApiToken.from(options.token);
    this.#actionRoutes = requireActionRoutes(options.actionRoutes ?? {});
    this.#isUnobserved = !options.logger && !options.hooks?.onWarning && options.logLevel !== "off";
    this.tokens = new TokenCollection(this.#send, options.tokenRoutes, (message, code) =>
      this.#warn(message, code),
    );
    this.tasks = new Tasks(this);
    this.surveys = new Surveys(this.#send, this);
    const proxy = findProxy(instance, options.env ?? process.env);
    this.#settings = toSettings(options, (connectTimeoutMs) =>
      createUndiciTransport({ instance, ca: options.ca, proxy, connectTimeoutMs }),
    );
    this.clock = this.#settings.clock;
    this.#guard = createGuard(
      (request) => this.#trace(request),
      (message, code) => this.#warn(message, code),
      { now: () => this.clock.now(), impossibleReads: options.impossibleReads },
    );
    const hidden = listProxySecrets(proxy).map((secret) => [secret, "[redacted]"] as const);
    this.#redact = createRedactor([
      ...(this.token ? [[this.token.reveal(), String(this.token)] as const] : []),
      ...hidden,
    ]);
    this.#userAgent = createUserAgent(options.userAgent);
  }

  /**
   * Sends any request and returns its data. The guard checks it first: see {@link HuntGuardError}.
   *
   * @throws {HuntInputError} for an invalid request, and for keys that do not exist, before anything is sent
   * @throws {HuntGuardError} for a write by condition that might change more records than the caller meant
   * @throws {HuntError} of the class for the failure: see {@link AnyHuntError}
   * @throws the reason of `signal` if it aborts
   */
  request<T = unknown>(request: HuntRequest<T>): Promise<HuntResponse<T>> {
    return this.#guard(request);
  }

  /** Without a listener, Node.js prints the warning, because HUNT might have ignored a condition. */
  #warn(message: string, code: WarningCode = "HUNT_CONDITION_IGNORED"): void {
    for (const { onWarning } of this.#settings.hooks) onWarning?.(message, code);
    if (this.#isUnobserved) process.emitWarning(message, "HuntWarning");
  }

  #trace<T>(request: HuntRequest<T>): Promise<HuntResponse<T>> {
    if (!isTraced()) return this.#request(request);
    const trace = {
      method: request.method ?? "GET",
      route: this.#redact(request.path),
      origin: this.instance.origin,
    };
    return traceRequest(trace, () => this.#request(request));
  }

  async #request<T>(request: HuntRequest<T>): Promise<HuntResponse<T>> {
    const { signal, schema, idempotent, upload, binary } = request;
    const method = normalizeMethod(request.method);
    const { path, shown } = fillPath(request.path, request.params);
    const redact = redactTokensToo(this.#redact, request.params);
    const facts = (): RequestFacts => ({ method, path: redact(shown()) });
    const root = request.base === "origin" ? "" : this.instance.base;
    const body = upload?.open ?? (request.body === undefined ? undefined : toJson(request.body, "body"));
    const own = this.#ownHeaders(body === undefined ? undefined : (upload?.type ?? "application/json"));
    if (binary) own["accept"] = "application/json, */*;q=0.8";
    const headers = request.headers ? mergeHeaders(own, request.headers) : own;
    const sentPath = `${root}/${path}${toQueryString(request.query)}`;
    const response = await exchange(
      {
        method,
        origin: this.instance.origin,
        path: sentPath,
        headers,
        body,
        idempotent,
        redact,
        signal,
        facts,
      },
      this.#settings,
    );
    const { status, attempts, mayHaveExecutedBefore } = response;
    const received = (): RequestFacts => ({ ...facts(), attempts, status });
    const data = binary
      ? (parseFile(response, received) as T)
      : parseResponse(response, received, schema, redact);
    return { status, headers: response.headers, data, attempts, mayHaveExecutedBefore };
  }

  /**
   * Returns the version of the server. The route is public, so this proves only that the instance is
   * reachable.
   */
  async version(options: CallOptions = {}): Promise<Version> {
    const { signal } = requireKnownKeys(options, callKeys);
    return (await this.request({ path: "version", schema: versionSchema, signal })).data;
  }

  /**
   * Returns the time of HUNT's clock, in milliseconds since 1970: the `Date` header of the response to `version`.
   * If the instance does not return it, this is the time of the client's clock.
   */
  async serverTime(options: CallOptions = {}): Promise<number> {
    const { signal } = requireKnownKeys(options, callKeys);
    try {
      const { headers } = await this.request({ path: "version", signal });
      return readDate(headers) ?? this.clock.now();
    } catch (error) {
      if (error instanceof HuntNotFoundError || error instanceof HuntUnsupportedError)
        return this.clock.now();
      throw error;
    }
  }

  /**
   * Returns the records of a model: one that huntkit knows, or any other by its route. You describe the rows
   * of another model with a type, or with a schema that every row is checked against.
   *
   * @param model a route, such as `"Webhooks"`, or the result of {@link defineModel}
   */
  model<T extends Row = AnyRow, C extends Collection<T> = Collection<T>>(model: string | Model<T, C>): C {
    const known =
      typeof model === "string"
        ? defineModel<T, C>(model, AnyRow as unknown as Schema<T>)
        : requireArgument("model", model, "object");
    return new (known.collection ?? (Collection as new (send: Send, model: Model<T>, clock: Clock) => C))(
      this.#send,
      known,
      this.clock,
    );
  }

  /**
   * Returns what scans found, of one or more types: `client.events("Process", { days: 1 })`.
   *
   * @throws {HuntInputError} for an unknown type, if `days` is combined with `from` or `to`, and for the same
   *   reasons as {@link Collection.list}
   */
  events<K extends EventType>(types: K | readonly K[], options: EventOptions<K> = {}): Events<K> {
    return new Events(this, types, options);
  }

  /**
   * Closes all connections. Requests in flight, and all later ones, reject with a {@link HuntClosedError}.
   * Open connections do not keep the process running, so it exits without this, too.
   */
  close(): Promise<void> {
    this.#settings.isClosed = true;
    return this.#settings.transport.close();
  }

  #toRouted<T>(request: HuntRequest<T>): HuntRequest<T> {
    if (!request.action) return request;
    const { name, input } = request.action;
    const route = getActionRoute(name, this.#actionRoutes);
    const unproven = request.unproven === true || route.known === "confirmed";
    return { ...request, ...fillActionRoute(route, input), unproven };
  }

  /** HUNT expects the token without `Bearer`, and otherwise responds with 500. */
  #ownHeaders(contentType: string | undefined): Record<string, string> {
    // A literal, because each request needs its own object.
    const headers: Record<string, string> = {
      accept: "application/json",
      "accept-encoding": "gzip",
      "user-agent": this.#userAgent,
    };
    if (contentType !== undefined) headers["content-type"] = contentType;
    if (this.token) headers["authorization"] = this.token.reveal();
    return headers;
  }
}

/** Stock LoopBack 3 revokes a token by its value, which is then a second secret of the request. */
function redactTokensToo(redact: Redactor, params: PathParams | undefined): Redactor {
  if (!params) return redact;
  const tokens = Object.values(params).flatMap((value) => {
    if (value instanceof ApiToken) return [value];
    return isTokenFormat(String(value)) ? [new ApiToken(String(value))] : [];
  });
  if (tokens.length === 0) return redact;
  const redactTokens = createRedactor(tokens.map((token) => [token.reveal(), String(token)]));
  return (text) => redactTokens(redact(text));
}
