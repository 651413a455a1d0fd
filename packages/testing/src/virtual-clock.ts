/** A time that can be advanced, such as that of a sandbox. */
export interface AdjustableTime {
  /** Milliseconds since 1970. */
  now(): number;
  /** Advances the time by a number of milliseconds. */
  advance(ms: number): void;
}

/** A clock for a client under test, which never waits. */
export interface VirtualClock extends AdjustableTime {
  /** Advances the clock instead of waiting. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Durations of all sleeps so far, in milliseconds. To clear them, set `length` to 0. */
  readonly sleeps: number[];
}

/**
 * Creates a clock that advances instead of waiting, and records the sleeps.
 *
 * @param time start time in ISO 8601 of a clock that advances only with sleeps and `advance`, or a shared
 * time, such as a sandbox's clock, that sleeps advance for everyone. Default: March 1, 2026.
 * @throws {TypeError} if `time` is not a valid date
 */
export function createVirtualClock(time: string | AdjustableTime = "2026-03-01T00:00:00Z"): VirtualClock {
  const shared = typeof time === "string" ? stillTime(time) : time;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => shared.now(),
    advance: (ms) => shared.advance(ms),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      shared.advance(ms);
    },
  };
}

function stillTime(start: string): AdjustableTime {
  let now = Date.parse(start);
  if (Number.isNaN(now))
    throw new TypeError(
      `createVirtualClock() requires a date such as 2026-01-31T12:00:00Z, but got '${start}'.`,
    );
  return { now: () => now, advance: (ms) => void (now += ms) };
}
