import { unicodeGlyphs, type Glyphs } from "./glyphs.js";

/**
 * Formats counts as a line of bars, one character per count. Only a count of 0 has the character for zero:
 * `▂·█▄`.
 */
export function formatSparkline(
  counts: readonly number[],
  { levels, zero }: Pick<Glyphs, "levels" | "zero"> = unicodeGlyphs,
): string {
  const highest = counts.reduce((max, count) => Math.max(max, count), 0);
  const toGlyph = (count: number) => levels[Math.ceil((count / highest) * levels.length) - 1] ?? zero;
  return counts.map((count) => (count === 0 ? zero : toGlyph(count))).join("");
}

/** Adds up neighbors in a list that is too long to show. */
export interface Grouped {
  /** At most the maximum number of counts. Their sum is that of the list. */
  readonly counts: readonly number[];
  /** Number of items in each count. The last one may have fewer. */
  readonly size: number;
}

/** Adds up neighbors until there are at most `max` counts. */
export function groupNeighbors(counts: readonly number[], max: number): Grouped {
  const size = Math.max(1, Math.ceil(counts.length / max));
  const grouped: number[] = [];
  for (const [at, count] of counts.entries()) {
    const place = Math.floor(at / size);
    grouped[place] = (grouped[place] ?? 0) + count;
  }
  return { counts: grouped, size };
}
