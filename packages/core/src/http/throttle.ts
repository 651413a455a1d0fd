import { type Clock, raceWithSignal } from "./clock.js";
import { requireNumber, requireWhole } from "./require-number.js";

/** How hard a client may work its instance. */
export interface Limits {
  /** The most attempts under way at a time; as many as are asked for unless told. */
  concurrency?: number | undefined;
  /** The most attempts a second, on average; as many as are asked for unless told. */
  perSecond?: number | undefined;
  /** How many attempts may go at once after a rest, where `perSecond` is set; 1 unless told. */
  burst?: number | undefined;
}

/** Lets attempts through in the order in which they come, as the limits allow: a pool of places, and a bucket of tokens. */
export class Throttle {
  readonly #clock: Clock;
  /** Milliseconds that a token takes to come; 0 where there is no limit. */
  readonly #intervalMs: number;
  readonly #burst: number;
  /** When the bucket will be full again, in milliseconds since 1970; in the past when it is. */
  #fullAt = -Infinity;
  #free: number;
  /** Called when a place becomes free; only the first in line waits for one. */
  #onFree: (() => void) | undefined;
  /** Settles when all who came so far have been let through or have given up. */
  #line: Promise<void> = Promise.resolve();

  /** @throws {HuntInputError} `input: "limits.concurrency"`, `"limits.perSecond"` or `"limits.burst"` */
  constructor({ concurrency = Infinity, perSecond = Infinity, burst = 1 }: Limits, clock: Clock) {
    this.#free =
      concurrency === Infinity
        ? concurrency
        : requireWhole("limits.concurrency", concurrency, Number.MAX_SAFE_INTEGER);
    this.#intervalMs = 1000 / requireNumber("limits.perSecond", perSecond, 1e-3, Infinity);
    this.#burst = requireWhole("limits.burst", burst, Number.MAX_SAFE_INTEGER);
    this.#clock = clock;
  }

  /**
   * Waits until an attempt may begin; what begins must be ended by {@link leave}.
   *
   * @throws the signal's reason when that aborts
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

  /** Makes room for the next one. */
  leave(): void {
    this.#free++;
    this.#onFree?.();
  }

  /** The generic cell rate algorithm (ITU-T I.371): a bucket kept as the one moment at which it is full. */
  async #takeToken(signal: AbortSignal | undefined): Promise<void> {
    if (this.#intervalMs === 0) return;
    for (;;) {
      const now = this.#clock.now();
      // A clock that was put back must not make a bucket that is emptier than empty.
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
