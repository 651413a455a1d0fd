import { dayMs } from "@huntkit/core/internal";
import { formatCount, formatDays, formatNumber } from "../wording.js";

/** A number of records with a value in common. */
export interface CountEntry {
  /** The value. It is not escaped. Null if it is unknown. */
  readonly name: string | null;
  readonly count: number;
  /** Set for the sum of the values that a ranking does not show. Its name is text of the program. */
  readonly isRest?: true;
}

/** The records of a summary by one of their properties. The counts add up to the number of records. */
export interface Breakdown {
  /** Word that selects it, such as `severity`. */
  readonly by: string;
  /** Title of its table. */
  readonly title: string;
  readonly counts: readonly CountEntry[];
  /** `parts` of a whole in a fixed order, a `ranking` with the highest count first, or consecutive `days`. */
  readonly kind: "parts" | "ranking" | "days";
}

/** Numbers to show as text and as pictures. */
export interface Summary {
  /** Sentences without periods. The first one is the headline. They are not escaped. */
  readonly sentences: readonly [string, ...string[]];
  /** Title of the column with the counts, such as `Alerts`. */
  readonly counted: string;
  readonly breakdowns: readonly Breakdown[];
}

/** Counts rows by a value: the highest count first, then by name. */
export function countRows<T>(
  rows: readonly T[],
  getName: (row: T) => string | null | undefined,
): CountEntry[] {
  const counts = new Map<string | null, number>();
  for (const row of rows) {
    const name = getName(row) || null;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Array.from(counts, ([name, count]) => ({ name, count })).sort(
    (one, other) => other.count - one.count || (one.name ?? "").localeCompare(other.name ?? ""),
  );
}

/** Sorts counts in the order of known names, which are also in the list if their count is 0. Others come last. */
export function orderCounts(counts: readonly CountEntry[], names: readonly string[]): CountEntry[] {
  const known = names.map((name) => counts.find((each) => each.name === name) ?? { name, count: 0 });
  return [...known, ...counts.filter(({ name }) => name === null || !names.includes(name))];
}

/** Returns the first counts of a ranking. The others become one count, `12 others`. */
export function limitCounts(counts: readonly CountEntry[], max: number): readonly CountEntry[] {
  const others = counts.slice(max);
  if (others.length < 2) return counts;
  const count = others.reduce((sum, each) => sum + each.count, 0);
  return [...counts.slice(0, max), { name: `${formatNumber(others.length)} others`, count, isRest: true }];
}

/** Formats a share of a total as a whole percentage: `7 %`. A share above 0 is at least `<1 %`. */
export function formatShare(count: number, total: number): string {
  if (count === 0) return "0 %";
  const percent = Math.round((count / total) * 100);
  return percent === 0 ? "<1 %" : `${percent} %`;
}

/** Formats the length of a period in its largest whole unit: `7 days`, `36 hours`. Empty if it has seconds. */
export function formatPeriod(milliseconds: number): string {
  const minutes = milliseconds / 60_000;
  if (!Number.isInteger(minutes)) return "";
  if (milliseconds % dayMs === 0) return formatDays(milliseconds / dayMs);
  return minutes % 60 === 0 ? formatCount(minutes / 60, "hour") : formatCount(minutes, "minute");
}
