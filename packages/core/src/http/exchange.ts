import { HuntError } from "../errors/hunt-error.js";
import { HuntClosedError, type HuntRequestError } from "../errors/request-errors.js";
import { attempt, type AttemptSettings, type Outgoing, type Success, type TimeLimit } from "./attempt.js";
import type { Hooks, RequestEvent } from "./hooks.js";
import { mergeHeaders } from "./headers.js";
import { mayHaveExecuted } from "./may-have-executed.js";
import { getRetryDelay, mayRetry, type RetryableRequest, type RetryPolicy } from "./retry.js";
import type { Throttle } from "./throttle.js";

/** Settings of requests that all requests of a client share. */
export interface ExchangeSettings extends AttemptSettings {
  policy: RetryPolicy;
  /** Returns random numbers from 0 up to 1. */
  random: () => number;
  /** Time limit of one attempt, in milliseconds. */
  timeoutMs: number;
  /** Time limit of all attempts and delays, in milliseconds, after the throttle admits the first attempt. */
  deadlineMs: number;
  /** Undefined if there is no limit. */
  throttle: Throttle | undefined;
  /** Listeners to requests; usually none. */
  hooks: readonly Hooks[];
}

/** A successful response, and the number of attempts. */
export interface Exchanged extends Success {
  attempts: number;
  mayHaveExecutedBefore: boolean;
}

/**
 * Sends a request, and retries it if that is safe and might help, until it succeeds or time runs out. It does
 * not start an attempt that would probably exceed the deadline, because a timeout would hide the actual
 * error. Throws like {@link attempt}.
 */
export async function exchange(
  outgoing: Outgoing & RetryableRequest,
  settings: ExchangeSettings,
): Promise<Exchanged> {
  const { clock, policy, random, throttle } = settings;
  // Each request needs its own signal: Node warns of a leak if a signal has many listeners.
  const signal = outgoing.signal && AbortSignal.any([outgoing.signal]);
  let deadline = 0;
  let likelyDuration = 0;
  let failure: HuntRequestError | undefined;
  let mayHaveExecutedBefore = false;
  for (let count = 1; ; count++) {
    signal?.throwIfAborted();
    if (throttle) await throttle.enter(signal);
    const start = clock.now();
    if (count === 1) deadline = start + settings.deadlineMs;
    try {
      if (settings.isClosed) {
        const before = failure && { attempts: count - 1, mayHaveExecutedBefore, cause: failure };
        throw new HuntClosedError({ ...outgoing.facts(), ...before }, false);
      }
      // The throttle might have used up the remaining time.
      if (failure && start + likelyDuration >= deadline) throw failure;
      const { status, headers, body } = await attemptWithHooks(
        toAttempt(outgoing, signal, count, mayHaveExecutedBefore),
        settings,
        toTimeLimit(settings.timeoutMs, deadline - start),
        count,
      );
      return { status, headers, body, attempts: count, mayHaveExecutedBefore };
    } catch (error) {
      if (error === failure || count > policy.retries || !mayRetry(error, outgoing, count)) throw error;
      failure = error;
      mayHaveExecutedBefore ||= mayHaveExecuted(error);
    } finally {
      throttle?.leave();
    }
    const delay = getRetryDelay(failure, count, policy, random);
    likelyDuration = clock.now() - start;
    if (clock.now() + delay + likelyDuration >= deadline) throw failure;
    for (const { onRetry } of settings.hooks)
      onRetry?.({ ...toRequestEvent(outgoing, count), error: failure, delayMs: delay });
    await clock.sleep(delay, signal);
  }
}

/** Returns the request of an attempt. It has no spread of the request, because each request would pay for it. */
function toAttempt(
  { method, origin, path, headers, body, redact, facts }: Outgoing,
  signal: AbortSignal | undefined,
  attempts: number,
  mayHaveExecutedBefore: boolean,
): Outgoing {
  const allFacts = () => ({ ...facts(), attempts, ...(mayHaveExecutedBefore && { mayHaveExecutedBefore }) });
  return { method, origin, path, headers, body, redact, signal, facts: allFacts };
}

/** Sends one attempt, and notifies the hooks. */
function attemptWithHooks(
  request: Outgoing,
  settings: ExchangeSettings,
  time: TimeLimit,
  count: number,
): Promise<Success> {
  return settings.hooks.length === 0
    ? attempt(request, settings, time)
    : notifyHooks(request, settings, time, count);
}

async function notifyHooks(
  request: Outgoing,
  settings: ExchangeSettings,
  time: TimeLimit,
  count: number,
): Promise<Success> {
  const { clock, hooks } = settings;
  const event = toRequestEvent(request, count);
  const headers = hooks.reduce(
    (own, { onRequest }) => mergeHeaders(own, onRequest?.({ ...event }) ?? {}),
    request.headers,
  );
  const start = clock.now();
  const notifyResponse = (status: number) => {
    for (const { onResponse } of hooks) onResponse?.({ ...event, status, durationMs: clock.now() - start });
  };
  try {
    const success = await attempt({ ...request, headers }, settings, time);
    notifyResponse(success.status);
    return success;
  } catch (error) {
    if (error instanceof HuntError && error.status !== undefined) notifyResponse(error.status);
    throw error;
  }
}

function toRequestEvent({ facts }: Outgoing, count: number): RequestEvent {
  const { method = "", path = "" } = facts();
  return { method, path, attempt: count };
}

function toTimeLimit(timeoutMs: number, remainingMs: number): TimeLimit {
  return remainingMs < timeoutMs
    ? { timeoutMs: Math.max(0, remainingMs), limit: "deadline" }
    : { timeoutMs, limit: "attempt" };
}
