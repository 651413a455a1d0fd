import { HuntError } from "../errors/hunt-error.js";
import type { HuntRequestError } from "../errors/request-errors.js";
import { attempt, type AttemptSettings, type Outgoing, type Success, type TimeLimit } from "./attempt.js";
import type { Hooks, RequestEvent } from "./hooks.js";
import { mergeHeaders } from "./headers.js";
import { mayHaveExecuted } from "./may-have-executed.js";
import { getRetryDelay, mayRetry, type RetryableRequest, type RetryPolicy } from "./retry.js";
import type { Throttle } from "./throttle.js";

/** What all requests of a client have in common. */
export interface ExchangeSettings extends AttemptSettings {
  policy: RetryPolicy;
  /** Gives numbers from 0 up to 1. */
  random: () => number;
  /** Milliseconds that one attempt may take. */
  timeoutMs: number;
  /** Milliseconds that all attempts and the pauses between them may take, from the first that is let through. */
  deadlineMs: number;
  /** Absent where there is no limit. */
  throttle: Throttle | undefined;
  /** Everybody who wants to hear of requests; usually nobody. */
  hooks: readonly Hooks[];
}

/** What came of a request, and of how many attempts. */
export interface Exchanged extends Success {
  attempts: number;
  mayHaveExecutedBefore: boolean;
}

/**
 * Sends a request, again where that is safe and may help, until it succeeds or no time is left for another attempt that
 * takes as long as the last one: cut off half-way, that would hide what went wrong. Throws as {@link attempt} does.
 */
export async function exchange(
  outgoing: Outgoing & RetryableRequest,
  settings: ExchangeSettings,
): Promise<Exchanged> {
  const { clock, policy, random, throttle } = settings;
  // A signal of its own for each request: Node warns of a leak where many listen to one.
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
      // Waiting for its turn may have taken all the time there was.
      if (failure && start + likelyDuration >= deadline) throw failure;
      const facts = () => ({
        ...outgoing.facts(),
        attempts: count,
        ...(mayHaveExecutedBefore && { mayHaveExecutedBefore }),
      });
      const success = await attemptWithHooks(
        { ...outgoing, signal, facts },
        settings,
        toTimeLimit(settings.timeoutMs, deadline - start),
        count,
      );
      return Object.assign(success, { attempts: count, mayHaveExecutedBefore });
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

/** An attempt, with those told who want to hear of it. */
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
  const answered = (status: number) => {
    for (const { onResponse } of hooks) onResponse?.({ ...event, status, durationMs: clock.now() - start });
  };
  try {
    const success = await attempt({ ...request, headers }, settings, time);
    answered(success.status);
    return success;
  } catch (error) {
    if (error instanceof HuntError && error.status !== undefined) answered(error.status);
    throw error;
  }
}

function toRequestEvent({ facts }: Outgoing, count: number): RequestEvent {
  const { method = "", path = "" } = facts();
  return { method, path, attempt: count };
}

function toTimeLimit(timeoutMs: number, leftMs: number): TimeLimit {
  return leftMs < timeoutMs
    ? { timeoutMs: Math.max(0, leftMs), limit: "deadline" }
    : { timeoutMs, limit: "attempt" };
}
