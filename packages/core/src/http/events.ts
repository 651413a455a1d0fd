import type { HuntRequestError } from "../errors/request-errors.js";

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
}
