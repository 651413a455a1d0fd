/** Time that can be moved on, such as a sandbox's. */
export interface AdjustableTime {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves the time on by so many milliseconds. */
  advance(ms: number): void;
}

/** A clock for a client under test: nothing ever waits for it. */
export interface VirtualClock extends AdjustableTime {
  /** Advances the clock instead of waiting. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** How long each sleep was so far, in milliseconds. To forget them, set its `length` to 0. */
  readonly sleeps: number[];
}

/**
 * Makes a clock that a sleep moves on instead of waiting, and that remembers the sleeps.
 *
 * @param time where it starts, as ISO 8601; it then stands still but for sleeps and `advance`. Or a time to share, such as
 *   a sandbox's clock: a sleep moves that on, for everybody who looks at it. 1 March 2026 when omitted.
 * @throws {TypeError} when `time` is no date
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
      `createVirtualClock() takes a date such as 2026-01-31T12:00:00Z, but got '${start}'.`,
    );
  return { now: () => now, advance: (ms) => void (now += ms) };
}
