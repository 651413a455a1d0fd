import type { Row } from "@huntkit/core";
import { keyOf, rowsBy } from "./rows-by.js";

/** All rows of a model as they were at one moment. */
export class Snapshot<T extends Row> {
  readonly #rows: readonly T[];
  readonly #takenAt: number;
  readonly #indices = new Map<string, Map<string, T[]>>();

  /** @param takenAt when reading them began, in milliseconds since 1970 */
  constructor(rows: readonly T[], takenAt: number) {
    this.#rows = rows;
    this.#takenAt = takenAt;
  }

  /** Whether it is no older than so many milliseconds; nor from the future, as after a clock that was put back. */
  isFresh(now: number, maxAgeMs: number): boolean {
    const age = now - this.#takenAt;
    return age >= 0 && age < maxAgeMs;
  }

  /** The rows whose property has this value. */
  find(property: string, value: string): T[] {
    let index = this.#indices.get(property);
    if (!index) this.#indices.set(property, (index = rowsBy(this.#rows, property)));
    return index.get(keyOf(value)) ?? [];
  }
}
