import type { HuntError } from "../errors/hunt-error.js";
import {
  HuntConnectionError,
  HuntProtocolError,
  HuntRateLimitError,
  type HuntRequestError,
  HuntServerError,
  HuntTimeoutError,
} from "../errors/request-errors.js";

/** How often and how patiently a request is repeated. */
export interface RetryPolicy {
  /** The most times that a request is repeated after its first attempt. */
  retries: number;
  /** Milliseconds: the longest first pause; each further one may be twice as long. */
  baseDelayMs: number;
  /** Milliseconds: no pause of our own choosing is longer. */
  maxDelayMs: number;
  /** Milliseconds: no `Retry-After` is obeyed for longer. */
  maxRetryAfterMs: number;
}

/** Three repetitions, after pauses of up to 0.3, 0.6 and 1.2 seconds; `Retry-After` is obeyed for up to a minute. */
export const defaultRetryPolicy: RetryPolicy = {
  retries: 3,
  baseDelayMs: 300,
  maxDelayMs: 5_000,
  maxRetryAfterMs: 60_000,
};

/** What matters of a request when it comes to repeating it. */
export interface RetryableRequest {
  method: string;
  /** Whether running it twice does no harm; by default what RFC 9110 (section 9.2.2) says of the method. */
  idempotent?: boolean | undefined;
}

const readMethods = new Set(["GET", "HEAD"]);
const idempotentMethods = new Set([...readMethods, "PUT", "DELETE"]);

/**
 * Whether a failed request may be sent again. Only the server's faults are worth a repetition, and what is not
 * idempotent is repeated only if it cannot have been executed. LoopBack answers 500 to some of the caller's own
 * mistakes, so a 500 is asked for once more at most, and only on reads.
 *
 * @param attempt how many times it was sent so far, at least 1
 */
export function mayRetry(
  error: unknown,
  request: RetryableRequest,
  attempt: number,
): error is HuntRequestError {
  const idempotent = request.idempotent ?? idempotentMethods.has(request.method);
  if (error instanceof HuntRateLimitError) return true;
  if (error instanceof HuntTimeoutError)
    return error.limit === "connect" || (error.limit === "attempt" && idempotent);
  if (error instanceof HuntProtocolError) return error.problem === "truncated" && idempotent;
  if (error instanceof HuntServerError) {
    if (error.status === 500) return readMethods.has(request.method) && attempt === 1;
    return idempotent && (error.status === 502 || error.status === 503 || error.status === 504);
  }
  if (error instanceof HuntConnectionError) {
    if (error.problem === "reset") return idempotent;
    return error.problem === "dns" || error.problem === "refused" || error.problem === "network";
  }
  return false;
}

/**
 * How long to wait before the next attempt, in milliseconds: what the server asks for, capped, plus a little so that
 * not everybody comes back at once; else a random part of a doubling span ("full jitter").
 *
 * @param random gives numbers from 0 up to 1
 */
export function getRetryDelay(
  error: HuntError,
  attempt: number,
  policy: RetryPolicy,
  random: () => number,
): number {
  const asked =
    error instanceof HuntRateLimitError || error instanceof HuntServerError ? error.retryAfterMs : null;
  if (asked !== null) return Math.min(asked, policy.maxRetryAfterMs) + random() * policy.baseDelayMs;
  return random() * Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
}

/**
 * Reads a `Retry-After` header, which holds seconds or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param now milliseconds since 1970
 * @returns milliseconds to wait, at least 0; null where the header is absent or makes no sense
 */
export function parseRetryAfter(header: string | string[] | undefined, now: number): number | null {
  const text = typeof header === "string" ? header.trim() : "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
