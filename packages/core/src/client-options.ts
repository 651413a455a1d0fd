import type { ActionRoutes } from "./actions/action-routes.js";
import { HuntInputError } from "./errors/hunt-error.js";
import { type KeysOf, requireKnownKeys } from "./errors/require-known-keys.js";
import type { ImpossibleReads } from "./guard/empty-response.js";
import type { AttemptSettings } from "./http/attempt.js";
import { type Clock, systemClock } from "./http/clock.js";
import { createLoggingHooks, hookKeys, type Hooks, type Logger, type LogLevel } from "./http/hooks.js";
import type { ExchangeSettings } from "./http/exchange.js";
import { maxBufferBytes, maxTimerMs, requireNumber } from "./http/require-number.js";
import type { ProxyEnvironment } from "./http/proxy.js";
import { defaultRetryPolicy, retryKeys, type RetryPolicy } from "./http/retry.js";
import { limitKeys, Throttle, type Limits } from "./http/throttle.js";
import type { Transport } from "./http/transport.js";
import type { ApiToken } from "./token/api-token.js";
import { tokenRouteKeys, type TokenRoutes } from "./token/token-routes.js";

/**
 * Returns the time limit for connecting, in milliseconds. A connection that takes longer than half of an attempt will
 * probably fail. If it fails early, a write can be retried.
 */
export function toConnectTimeout(timeoutMs: number): number {
  return Math.min(10_000, timeoutMs / 2);
}

/** Options of a {@link HuntClient}. All except `instance` are optional. */
export interface HuntClientOptions {
  /** The instance in any form that {@link parseInstance} reads: `acme`, `https://acme.infocyte.com`, ... */
  instance: string;
  /** API token. Without a token, HUNT responds only on public routes. */
  token?: ApiToken | string | undefined;
  /**
   * PEM certificates to trust in addition to the default ones, for servers or proxies with a private
   * authority.
   */
  ca?: string | undefined;
  /** Time limit of one attempt, in milliseconds. Default: 30000. */
  timeoutMs?: number | undefined;
  /** Time limit of a request with all its attempts and delays, in milliseconds. Default: 120000. */
  deadlineMs?: number | undefined;
  /** Maximum size of a decompressed response, in bytes. Default: 67108864 (64 MiB). */
  maxBodyBytes?: number | undefined;
  /** Changes to {@link defaultRetryPolicy}. `{retries: 0}` disables retries. */
  retry?: Partial<RetryPolicy> | undefined;
  /** Maximum number of concurrent attempts, and of attempts per second. Default: no limit. */
  limits?: Limits | undefined;
  /** Functions to call before and after requests, and on retries and warnings. */
  hooks?: Hooks | undefined;
  /** Logger, such as `console`. Default: no log, except that Node.js prints warnings about conditions to stderr. */
  logger?: Logger | undefined;
  /** Lowest level to log. `off` also turns off warnings. Default: `warn`. */
  logLevel?: LogLevel | "off" | undefined;
  /** Product to add before huntkit's own in `User-Agent`, such as `my-tool/1.2`. */
  userAgent?: string | undefined;
  /**
   * What a list or a count does if no record can match its condition, for example because a range ends where it starts:
   * `warn` returns no rows with a warning, and `error` throws. Use `error` if something depends on whether there are
   * rows, such as a deployment. Default: `warn`.
   */
  impossibleReads?: ImpossibleReads | undefined;
  /** Token routes that differ from stock LoopBack 3. A route that is set here is not looked up. */
  tokenRoutes?: Partial<TokenRoutes> | undefined;
  /** Routes and bodies of actions that differ from {@link defaultActionRoutes}. Many defaults are guesses. */
  actionRoutes?: ActionRoutes | undefined;
  /** Environment to read `HTTPS_PROXY` and `NO_PROXY` from. Default: `process.env`. */
  env?: ProxyEnvironment | undefined;
  /** Clock for times and delays. Default: the system clock. */
  clock?: Clock | undefined;
  /** Random numbers from 0 up to 1, for the delays between attempts. Default: `Math.random`. */
  random?: (() => number) | undefined;
  /** Transport that sends the requests. Default: undici. */
  transport?: Transport | undefined;
}

const clientKeys: KeysOf<HuntClientOptions> = {
  instance: true,
  token: true,
  ca: true,
  timeoutMs: true,
  deadlineMs: true,
  maxBodyBytes: true,
  retry: true,
  limits: true,
  hooks: true,
  logger: true,
  logLevel: true,
  userAgent: true,
  impossibleReads: true,
  tokenRoutes: true,
  actionRoutes: true,
  env: true,
  clock: true,
  random: true,
  transport: true,
};

/** @throws {HuntInputError} `problem: "unknown"` for a key or a value of `impossibleReads`, or `"type"` if one of them is not an object */
function requireClientKeys(options: HuntClientOptions): void {
  requireKnownKeys(options, clientKeys);
  const { retry, limits, hooks, tokenRoutes, impossibleReads = "warn" } = options;
  if (impossibleReads !== "warn" && impossibleReads !== "error")
    throw new HuntInputError(
      "impossibleReads",
      "unknown",
      "impossibleReads: not a valid value. Use warn or error.",
    );
  if (retry !== undefined) requireKnownKeys(retry, retryKeys, "retry");
  if (limits !== undefined) requireKnownKeys(limits, limitKeys, "limits");
  if (tokenRoutes !== undefined) requireKnownKeys(tokenRoutes, tokenRouteKeys, "tokenRoutes");
  // An object of a class can have its own fields, as loggers do.
  if (hooks && Object.getPrototypeOf(hooks) === Object.prototype) requireKnownKeys(hooks, hookKeys, "hooks");
}

/**
 * Checks the options, and returns the settings that all requests of a client share.
 *
 * @param connect creates the transport if the options have none; its parameter is the connect timeout in
 *   milliseconds
 * @throws {HuntInputError} for the first option that is invalid
 */
export function toSettings(
  options: HuntClientOptions,
  connect: (timeoutMs: number) => Transport,
): ExchangeSettings {
  requireClientKeys(options);
  const { clock = systemClock, random = Math.random, limits, logger, logLevel = "warn" } = options;
  const timeoutMs = requireNumber("timeoutMs", options.timeoutMs ?? 30_000, 1, maxTimerMs);
  const deadlineMs = requireNumber("deadlineMs", options.deadlineMs ?? 120_000, 1, maxTimerMs);
  const maxBodyBytes = requireNumber("maxBodyBytes", options.maxBodyBytes ?? 64 * 2 ** 20, 1, maxBufferBytes);
  const policy: RetryPolicy = { ...defaultRetryPolicy, ...options.retry };
  for (const [name, value] of Object.entries(policy))
    requireNumber(`retry.${name}`, value as number, 0, maxTimerMs);
  const hooks = [
    ...(options.hooks ? [options.hooks] : []),
    ...(logger ? [createLoggingHooks(logger, logLevel)] : []),
  ];
  const throttle = limits && new Throttle(limits, clock);
  const transport: AttemptSettings["transport"] = options.transport ?? connect(toConnectTimeout(timeoutMs));
  return {
    transport,
    clock,
    random,
    policy,
    timeoutMs,
    deadlineMs,
    maxBodyBytes,
    throttle,
    hooks,
    isClosed: false,
  };
}
