import { isHuntError } from "../errors/any-hunt-error.js";
import { attempt, type AttemptContext, type Success } from "./attempt.js";
import { mayRepeat, retryDelay, type Repeatable, type RetryPolicy } from "./retry.js";
import type { TransportRequest } from "./transport.js";

/** One request with all its attempts. */
export interface ExchangeContext extends Omit<AttemptContext, "timeoutMs" | "limit"> {
  policy: RetryPolicy;
  /** Gives numbers from 0 up to 1. */
  random: () => number;
  /** Milliseconds that one attempt may take. */
  timeoutMs: number;
  /** Milliseconds that all attempts and the pauses between them may take. */
  deadlineMs: number;
}

/**
 * Sends a request, again where that is safe and may help, until it succeeds or no time is left for another attempt that
 * takes as long as the last one: cut off half-way, that would hide what went wrong. Throws as {@link attempt} does.
 */
export async function exchange(request: Omit<TransportRequest, "signal"> & Repeatable, context: ExchangeContext): Promise<Success & { attempts: number }> {
  const { clock, policy, random } = context;
  // A signal of its own for each request: Node warns of a leak where many listen to one.
  const signal = context.signal && AbortSignal.any([context.signal]);
  const deadline = clock.now() + context.deadlineMs;
  for (let count = 1; ; count++) {
    signal?.throwIfAborted();
    const start = clock.now();
    try {
      const time = timeFor(context.timeoutMs, deadline - start);
      return { ...(await attempt(request, { ...context, ...time, signal, facts: () => ({ ...context.facts(), attempts: count }) })), attempts: count };
    } catch (error) {
      if (!isHuntError(error) || count > policy.retries || !mayRepeat(error, request, count)) throw error;
      const delay = retryDelay(error, count, policy, random);
      const likelyDuration = clock.now() - start;
      if (clock.now() + delay + likelyDuration >= deadline) throw error;
      await clock.sleep(delay, signal);
    }
  }
}

function timeFor(timeoutMs: number, leftMs: number): Pick<AttemptContext, "timeoutMs" | "limit"> {
  return leftMs < timeoutMs ? { timeoutMs: Math.max(0, leftMs), limit: "deadline" } : { timeoutMs, limit: "attempt" };
}
