/**
 * The sandbox's clock: it starts where it is told and then runs on with real time, so that a year can pass in one call.
 * Every date that the sandbox writes, every token's age and the `Date` header come from here.
 */
export class Clock {
  /** Where it started, in milliseconds since 1970: what seeds are dated by, so that they do not depend on how quick the start was. */
  readonly start: number;
  readonly #isReal: boolean;
  #offset: number;

  /**
   * @param start where the clock starts, as a Date or a text that `new Date()` understands; real time when omitted
   * @throws {TypeError} when `start` is no date
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
   * Puts the clock to a point in time, from which it runs on.
   *
   * @throws {TypeError} when `now` is no date
   */
  set(now: Date | string): void {
    this.#offset = toTime(now) - Date.now();
  }

  /**
   * Moves the clock on (or back, with a negative number).
   *
   * @param milliseconds how far
   * @throws {TypeError} when `milliseconds` is no finite number
   */
  advance(milliseconds: number): void {
    if (!Number.isFinite(milliseconds))
      throw new TypeError(`advance() takes milliseconds, but got '${String(milliseconds)}'.`);
    this.#offset += milliseconds;
  }

  /** Puts the clock back to where it started, or to real time if it started there. */
  reset(): void {
    this.#offset = this.#isReal ? 0 : this.start - Date.now();
  }
}

function toTime(date: Date | string): number {
  const time = new Date(date).getTime();
  if (Number.isNaN(time))
    throw new TypeError(`'now' must be a date such as 2026-01-31T12:00:00Z, but is '${String(date)}'.`);
  return time;
}
