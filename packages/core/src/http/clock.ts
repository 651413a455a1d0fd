import { setTimeout as wait } from "node:timers/promises";

/** A source of time for the client. Tests pass their own, so delays are exact and take no time. */
export interface Clock {
  /** Returns milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms` milliseconds. Rejects with the reason of the signal if it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The clock of the system. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, signal && { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};

/**
 * Returns the outcome of a promise, or rejects with the reason of the signal as soon as it aborts. Use it for
 * operations that ignore the signal, such as undici while it connects. A later rejection of the promise is
 * ignored.
 */
export function raceWithSignal<T>(pending: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return pending;
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    const settle = () => signal.removeEventListener("abort", stop);
    pending.then(
      (value) => {
        settle();
        resolve(value);
      },
      (error: unknown) => {
        settle();
        reject(error);
      },
    );
  });
}
