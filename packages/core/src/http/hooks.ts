import { tracingChannel } from "node:diagnostics_channel";
import { HuntInputError } from "../errors/hunt-error.js";
import type { HuntRequestError } from "../errors/request-errors.js";
import type { HuntResponse } from "./request.js";

/** A request, as it may be shown: without its query, its headers and its body. */
export interface RequestEvent {
  /** HTTP method, such as `GET`. */
  method: string;
  /** Path below the API base, such as `Alerts/count`; tokens in it are redacted. */
  path: string;
  /** Which attempt this is, from 1 on. */
  attempt: number;
}

/** An attempt that was answered, by whatever status. */
export interface ResponseEvent extends RequestEvent {
  status: number;
  /** Milliseconds from sending the request to the end of the answer. */
  durationMs: number;
}

/** A failed attempt that is to be followed by another. */
export interface RetryEvent extends RequestEvent {
  /** What went wrong; holds no token. */
  error: HuntRequestError;
  /** Milliseconds until the next attempt. */
  delayMs: number;
}

/**
 * What to call as requests go by. They are called at once and not waited for; what one throws ends the request with it.
 */
export interface Hooks {
  /** Before each attempt. What it returns are headers to send along, such as `traceparent`; they cannot change the client's own. */
  onRequest?: ((event: RequestEvent) => Record<string, string> | void) | undefined;
  /** After each attempt that was answered. */
  onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Before the pause that comes before another attempt. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
  /**
   * When HUNT might read a request in another way than it is meant, such as a condition on a property that it
   * does not know.
   */
  onWarning?: ((message: string) => void) | undefined;
}

/** How much a line matters; each level brings those behind it along. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Where to log: `console`, or what has the same methods. Each gets one line of plain text, and the event it tells of. */
export type Logger = { readonly [Level in LogLevel]: (message: string, event: object) => void };

/** Levels by how much they matter. */
const levels: readonly (LogLevel | "off")[] = ["debug", "info", "warn", "error", "off"];

/** Hooks that log: each request and answer as `debug`, each repetition as `warn`. What fails for good is thrown, not logged. */
export function createLoggingHooks(logger: Logger, level: LogLevel | "off"): Hooks {
  if (!levels.includes(level))
    throw new HuntInputError("logLevel", "unknown", `logLevel: it is none of ${levels.join(", ")}.`);
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
            `huntkit: ${event.error.message} Attempt ${event.attempt + 1} follows in ${Math.round(event.delayMs)} ms.`,
          ),
          event,
        ),
      onWarning: (message) => logger.warn(escapePercent(`huntkit: ${message}`), { message }),
    }),
  };
}

/** To `console`, the first argument is a format: a per cent sign of HUNT's would eat the event. */
function escapePercent(text: string): string {
  return text.replaceAll("%", "%%");
}

function formatRequest({ method, path, attempt }: RequestEvent): string {
  return `${method} ${path}${attempt > 1 ? ` (attempt ${attempt})` : ""}`;
}

/** What subscribers to `huntkit:request` get; `result` or `error` is there once the request has ended. It holds no data of HUNT's. */
export interface RequestTrace {
  /** HTTP method, such as `GET`. */
  method: string;
  /** Path below the API base as it was asked for, with its `{name}` parts: `Alerts/{id}`. Few in number, as names of spans should be. */
  route: string;
  /** Such as `https://acme.infocyte.com`. */
  origin: string;
  result?: Pick<HuntResponse<unknown>, "status" | "attempts">;
  error?: unknown;
}

const channel = tracingChannel<unknown, RequestTrace>("huntkit:request");

/** Runs a request so that subscribers to Node's tracing channel `huntkit:request` see it begin and end; free where there are none. */
export function traceRequest<T>(
  trace: () => RequestTrace,
  run: () => Promise<HuntResponse<T>>,
): Promise<HuntResponse<T>> {
  return channel.hasSubscribers ? publishTrace(trace(), run) : run();
}

async function publishTrace<T>(
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
