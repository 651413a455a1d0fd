import { tracingChannel } from "node:diagnostics_channel";
import { HuntInputError } from "../errors/hunt-error.js";
import type { HuntRequestError } from "../errors/request-errors.js";
import type { HuntResponse } from "./request.js";
import type { KeysOf } from "../errors/require-known-keys.js";

/** A request without its query, headers, and body, which is safe to show. */
export interface RequestEvent {
  /** HTTP method, such as `GET`. */
  method: string;
  /** Path relative to the API base, such as `Alerts/count`. Tokens are redacted. */
  path: string;
  /** Number of the attempt, starting at 1. */
  attempt: number;
}

/** An attempt that received a response, with any status. */
export interface ResponseEvent extends RequestEvent {
  status: number;
  /** Milliseconds from sending the request to the end of the response. */
  durationMs: number;
}

/** A failed attempt that will be retried. */
export interface RetryEvent extends RequestEvent {
  /** The error of the attempt. It does not contain a token. */
  error: HuntRequestError;
  /** Milliseconds until the next attempt. */
  delayMs: number;
}

/**
 * The stable code of a warning: HUNT might ignore a condition or match nothing with it, the value of a property is
 * unknown, older alerts are not in the result, or a list of tokens might be incomplete.
 */
export type WarningCode =
  | "HUNT_CONDITION_IGNORED"
  | "HUNT_VALUE_UNKNOWN"
  | "HUNT_ARCHIVE_NOT_READ"
  | "HUNT_TOKENS_INCOMPLETE";

/** Reports a warning. Default code: `HUNT_CONDITION_IGNORED`. */
export type Warn = (message: string, code?: WarningCode) => void;

/**
 * Functions to call during a request. They run synchronously. If one throws, the request fails with its
 * error.
 */
export interface Hooks {
  /**
   * Called before each attempt. Returns headers to add, such as `traceparent`. They cannot replace the
   * client's own.
   */
  onRequest?: ((event: RequestEvent) => Record<string, string> | void) | undefined;
  /** Called after each attempt that received a response. */
  onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Called before the delay of a retry. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
  /**
   * Called if HUNT might misunderstand a request, such as a condition on a property that does not exist. Without this
   * and a logger, the client calls `process.emitWarning` with the type `HuntWarning`.
   */
  onWarning?: ((message: string, code: WarningCode) => void) | undefined;
}

/** The keys of {@link Hooks}. */
export const hookKeys: KeysOf<Hooks> = { onRequest: true, onResponse: true, onRetry: true, onWarning: true };

/** Severity of a log line. Each level includes the following ones. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/**
 * A logger such as `console`, or an object with the same methods. Each receives one line of plain text, and
 * the event.
 */
export type Logger = { readonly [Level in LogLevel]: (message: string, event: object) => void };

/** Levels by increasing severity. */
const levels: readonly (LogLevel | "off")[] = ["debug", "info", "warn", "error", "off"];

/**
 * Creates hooks that log requests and responses as `debug`, and retries as `warn`. Final failures are thrown,
 * not logged.
 */
export function createLoggingHooks(logger: Logger, level: LogLevel | "off"): Hooks {
  if (!levels.includes(level))
    throw new HuntInputError("logLevel", "unknown", `logLevel: not a valid level. Use ${levels.join(", ")}.`);
  const isWanted = (each: LogLevel) => levels.indexOf(each) >= levels.indexOf(level);
  return {
    ...(isWanted("debug") && {
      onRequest: (event) => logger.debug(escapePercent(`huntkit: ${formatRequest(event)}`), event),
      onResponse: (event) =>
        logger.debug(
          escapePercent(
            `huntkit: ${formatRequest(event)}: ${event.status} in ${Math.round(event.durationMs)} ms`,
          ),
          event,
        ),
    }),
    ...(isWanted("warn") && {
      onRetry: (event) =>
        logger.warn(
          escapePercent(
            `huntkit: ${event.error.message} Attempt ${event.attempt + 1} starts in ${Math.round(event.delayMs)} ms.`,
          ),
          event,
        ),
      onWarning: (message, code) => logger.warn(escapePercent(`huntkit: ${message}`), { message, code }),
    }),
  };
}

/** The first argument of `console` methods is a format string, so a `%` from HUNT would consume the event. */
function escapePercent(text: string): string {
  return text.replaceAll("%", "%%");
}

function formatRequest({ method, path, attempt }: RequestEvent): string {
  return `${method} ${path}${attempt > 1 ? ` (attempt ${attempt})` : ""}`;
}

/**
 * The data of the tracing channel `huntkit:request`. `result` or `error` is set after the request has ended.
 * It contains no data from HUNT.
 */
export interface RequestTrace {
  /** HTTP method, such as `GET`. */
  method: string;
  /**
   * Path relative to the API base with its `{name}` placeholders: `Alerts/{id}`. It has few values, as names
   * of spans require.
   */
  route: string;
  /** Origin of the instance, such as `https://acme.infocyte.com`. */
  origin: string;
  result?: Pick<HuntResponse<unknown>, "status" | "attempts">;
  error?: unknown;
}

const channel = tracingChannel<unknown, RequestTrace>("huntkit:request");

/** Returns whether the tracing channel has subscribers. */
export function isTraced(): boolean {
  return channel.hasSubscribers;
}

/** Runs a request, and publishes its start and end to Node's tracing channel `huntkit:request`. */
export async function traceRequest<T>(
  trace: RequestTrace,
  run: () => Promise<HuntResponse<T>>,
): Promise<HuntResponse<T>> {
  let response: HuntResponse<T>;
  await channel.tracePromise(async () => {
    response = await run();
    return { status: response.status, attempts: response.attempts };
  }, trace);
  return response!;
}
