import type { Row } from "@huntkit/core";
import { isUuid } from "@huntkit/core/internal";

/** All rows of a model at one moment, with an index for each property that was looked up. */
export class Snapshot<T extends Row> {
  readonly #rows: readonly T[];
  readonly #takenAt: number;
  readonly #indices = new Map<string, Map<string, T[]>>();

  /** @param takenAt when reading them began, in milliseconds since 1970 */
  constructor(rows: readonly T[], takenAt: number) {
    this.#rows = rows;
    this.#takenAt = takenAt;
  }

  /**
   * Returns whether the snapshot is younger than `maxAgeMs`. One from the future, after the clock was set
   * back, is not fresh.
   */
  isFresh(now: number, maxAgeMs: number): boolean {
    const age = now - this.#takenAt;
    return age >= 0 && age < maxAgeMs;
  }

  /** Returns the rows whose property has this value. */
  find(property: string, value: string): T[] {
    let index = this.#indices.get(property);
    if (!index) {
      index = groupRowsBy(this.#rows, property);
      this.#indices.set(property, index);
    }
    return index.get(toKey(value)) ?? [];
  }
}

/**
 * Returns a value in the form for comparisons: as a string, and a UUID in lower case, because databases can
 * return either case.
 */
export function toKey(value: unknown): string {
  const text = String(value);
  return isUuid(text) ? text.toLowerCase() : text;
}

/** Groups rows by the key of one property. */
export function groupRowsBy<T extends Row>(rows: readonly T[], property: string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = toKey((row as Record<string, unknown>)[property]);
    const same = groups.get(key);
    if (same) same.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
