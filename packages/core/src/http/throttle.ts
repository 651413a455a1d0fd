import { type Clock, raceWithSignal } from "./clock.js";
import { requireNumber, requireInteger } from "./require-number.js";
import type { KeysOf } from "../errors/require-known-keys.js";

/** Limits on the requests of a client. */
export interface Limits {
  /** Maximum number of concurrent attempts. Default: no limit. */
  concurrency?: number | undefined;
  /** Maximum average number of attempts per second. Default: no limit. */
  perSecond?: number | undefined;
  /**
   * Maximum number of attempts that can start immediately after a pause, if `perSecond` is set. Default: 1.
   */
  burst?: number | undefined;
}

/** The keys of {@link Limits}. */
export const limitKeys: KeysOf<Limits> = { concurrency: true, perSecond: true, burst: true };

/**
 * Admits attempts within the limits, in the order of their calls, with a pool of slots and a token bucket.
 */
export class Throttle {
  readonly #clock: Clock;
  /** Milliseconds until the next token; 0 if there is no limit. */
  readonly #intervalMs: number;
  readonly #burst: number;
  /** The time when the bucket is full again, in milliseconds since 1970. In the past if it is full. */
  #fullAt = -Infinity;
  #free: number;
  /** Called when a slot is released. Only the first attempt in the queue waits for one. */
  #onFree: (() => void) | undefined;
  /** Settles when all queued attempts were admitted or cancelled. */
  #line: Promise<void> = Promise.resolve();

  /** @throws {HuntInputError} `input: "limits.concurrency"`, `"limits.perSecond"` or `"limits.burst"` */
  constructor({ concurrency = Infinity, perSecond = Infinity, burst = 1 }: Limits, clock: Clock) {
    this.#free =
      concurrency === Infinity
        ? concurrency
        : requireInteger("limits.concurrency", concurrency, Number.MAX_SAFE_INTEGER);
    this.#intervalMs = 1000 / requireNumber("limits.perSecond", perSecond, 1e-3, Infinity);
    this.#burst = requireInteger("limits.burst", burst, Number.MAX_SAFE_INTEGER);
    this.#clock = clock;
  }

  /**
   * Waits until an attempt can start. Call {@link leave} when it ends.
   *
   * @throws the reason of the signal if it aborts
   */
  async enter(signal: AbortSignal | undefined): Promise<void> {
    const before = this.#line;
    let step = () => {};
    const through = new Promise<void>((resolve) => (step = resolve));
    this.#line = before.then(() => through);
    try {
      await raceWithSignal(before, signal);
      await this.#takeToken(signal);
      await this.#takePlace(signal);
    } finally {
      step();
    }
  }

  /** Releases the slot of an attempt. */
  leave(): void {
    this.#free++;
    this.#onFree?.();
  }

  /** The generic cell rate algorithm (ITU-T I.371). It stores the bucket as the time when it is full. */
  async #takeToken(signal: AbortSignal | undefined): Promise<void> {
    if (this.#intervalMs === 0) return;
    for (;;) {
      const now = this.#clock.now();
      // If the clock was set back, the bucket must not be emptier than empty.
      this.#fullAt = Math.min(this.#fullAt, now + this.#burst * this.#intervalMs);
      const wait = Math.ceil(this.#fullAt - now - (this.#burst - 1) * this.#intervalMs);
      if (wait <= 0) {
        this.#fullAt = Math.max(now, this.#fullAt) + this.#intervalMs;
        return;
      }
      await this.#clock.sleep(wait, signal);
    }
  }

  async #takePlace(signal: AbortSignal | undefined): Promise<void> {
    while (this.#free === 0) {
      const freed = new Promise<void>((resolve) => (this.#onFree = resolve));
      await raceWithSignal(freed, signal);
    }
    this.#free--;
  }
}
