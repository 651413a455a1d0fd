import type { ActionRoutes } from "./actions/action-routes.js";
import type { AttemptSettings } from "./http/attempt.js";
import { type Clock, systemClock } from "./http/clock.js";
import { createLoggingHooks, type Hooks, type Logger, type LogLevel } from "./http/hooks.js";
import type { ExchangeSettings } from "./http/exchange.js";
import { maxBufferBytes, maxTimerMs, requireNumber } from "./http/require-number.js";
import type { ProxyEnvironment } from "./http/proxy.js";
import { defaultRetryPolicy, type RetryPolicy } from "./http/retry.js";
import { Throttle, type Limits } from "./http/throttle.js";
import type { Transport } from "./http/transport.js";
import type { ApiToken } from "./token/api-token.js";
import type { TokenRoutes } from "./token/token-routes.js";

/** Which instance, with which token, and how; all but the instance may be left out. */
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
  /** How many attempts may be under way at a time, and how many a second; as many as are asked for unless told. */
  limits?: Limits | undefined;
  /** What to call as requests go by. */
  hooks?: Hooks | undefined;
  /** Where to log, such as `console`; nowhere unless told. */
  logger?: Logger | undefined;
  /** From which level on to log; `warn` unless told. */
  logLevel?: LogLevel | "off" | undefined;
  /** What to put before huntkit's own name in `User-Agent`, such as `my-tool/1.2`. */
  userAgent?: string | undefined;
  /** Token routes that differ from stock LoopBack 3; what is named here is not looked up. */
  tokenRoutes?: Partial<TokenRoutes> | undefined;
  /** Routes and bodies of actions that differ from {@link defaultActionRoutes}, many of which are guesses. */
  actionRoutes?: ActionRoutes | undefined;
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
 * What all requests of a client go by.
 *
 * @param connect makes the transport where none was given, with the milliseconds until a connection must stand
 * @throws {HuntInputError} that names the option which cannot be used
 */
export function toSettings(
  options: HuntClientOptions,
  connect: (timeoutMs: number) => Transport,
): ExchangeSettings {
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
  // A connection that takes half of an attempt's time is not going to answer; failing early leaves a write free to be repeated.
  const transport: AttemptSettings["transport"] =
    options.transport ?? connect(Math.min(10_000, timeoutMs / 2));
  return { transport, clock, random, policy, timeoutMs, deadlineMs, maxBodyBytes, throttle, hooks };
}
