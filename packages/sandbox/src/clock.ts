/**
 * The sandbox's clock. It starts at a given time and then advances with real time. Tests can move it, so a
 * year can pass in one call. All dates that the sandbox writes, the age of tokens, and the `Date` header use
 * it.
 */
export class Clock {
  /**
   * When the clock started, in milliseconds since 1970. Seeds use it, so their dates do not depend on the
   * start-up time.
   */
  readonly start: number;
  readonly #isReal: boolean;
  #offset: number;

  /**
   * @param start when the clock starts: a Date, or a string that `new Date()` can parse. Default: the real
   *   time.
   * @throws {TypeError} if `start` is not a valid date
   */
  constructor(start?: Date | string) {
    this.start = start === undefined ? Date.now() : toTime(start);
    this.#isReal = start === undefined;
    this.#offset = this.start - Date.now();
  }

  /** The sandbox's time in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /**
   * Sets the clock to a point in time. It advances from there.
   *
   * @throws {TypeError} if `now` is not a valid date
   */
  set(now: Date | string): void {
    this.#offset = toTime(now) - Date.now();
  }

  /**
   * Moves the clock forward, or back if the number is negative.
   *
   * @throws {TypeError} if `milliseconds` is not a finite number
   */
  advance(milliseconds: number): void {
    if (!Number.isFinite(milliseconds))
      throw new TypeError(
        `Invalid value ${String(milliseconds)} for advance(). Use a number of milliseconds.`,
      );
    this.#offset += milliseconds;
  }

  /** Resets the clock to its start, or to the real time if it started there. */
  reset(): void {
    this.#offset = this.#isReal ? 0 : this.start - Date.now();
  }
}

function toTime(date: Date | string): number {
  const time = new Date(date).getTime();
  if (Number.isNaN(time))
    throw new TypeError(
      `Invalid value ${JSON.stringify(String(date))} for 'now'. Use a date such as 2026-01-31T12:00:00Z.`,
    );
  return time;
}
