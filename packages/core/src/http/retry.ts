import type { HuntError } from "../errors/hunt-error.js";
import {
  HuntConnectionError,
  HuntProtocolError,
  HuntRateLimitError,
  type HuntRequestError,
  HuntServerError,
  HuntTimeoutError,
} from "../errors/request-errors.js";
import type { KeysOf } from "../errors/require-known-keys.js";

/** Number and delays of retries. */
export interface RetryPolicy {
  /** Maximum number of retries after the first attempt. */
  retries: number;
  /** Maximum delay before the first retry, in milliseconds. It doubles with each further retry. */
  baseDelayMs: number;
  /** Maximum delay without a `Retry-After`, in milliseconds. */
  maxDelayMs: number;
  /** Maximum delay for a `Retry-After`, in milliseconds. */
  maxRetryAfterMs: number;
}

/**
 * Three retries, with delays of up to 0.3, 0.6, and 1.2 seconds. `Retry-After` is honored up to one minute.
 */
export const defaultRetryPolicy: RetryPolicy = {
  retries: 3,
  baseDelayMs: 300,
  maxDelayMs: 5_000,
  maxRetryAfterMs: 60_000,
};

/** The keys of {@link RetryPolicy}. */
export const retryKeys: KeysOf<RetryPolicy> = {
  retries: true,
  baseDelayMs: true,
  maxDelayMs: true,
  maxRetryAfterMs: true,
};

/** The parts of a request that decide about retries. */
export interface RetryableRequest {
  method: string;
  /** Whether the request is safe to run twice. Default: according to the method (RFC 9110, section 9.2.2). */
  idempotent?: boolean | undefined;
}

const readMethods = new Set(["GET", "HEAD"]);
const idempotentMethods = new Set([...readMethods, "PUT", "DELETE"]);

/**
 * Returns whether a failed request can be sent again. Only errors of the server are retried. A request that
 * is not idempotent is retried only if it cannot have been executed. LoopBack also returns 500 for some
 * invalid requests, so after a 500 only a read is retried, and only once.
 *
 * @param attempt number of attempts so far, at least 1
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
 * Returns the delay before the next attempt in milliseconds: the capped `Retry-After`, with some jitter,
 * otherwise a random part of a doubling delay ("full jitter").
 *
 * @param random returns numbers from 0 up to 1
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
 * Parses a `Retry-After` header, which is a number of seconds or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param now milliseconds since 1970
 * @returns milliseconds to wait, at least 0; null if the header is missing or invalid
 */
export function parseRetryAfter(header: string | string[] | undefined, now: number): number | null {
  const text = typeof header === "string" ? header.trim() : "";
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
