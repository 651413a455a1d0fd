/** Runs something once, and returns its cost in milliseconds or in the unit of the row. */
export type Measured = () => number | Promise<number>;

/** The result of a row: the ratio of two costs, or an amount that is compared with nothing. */
export interface Result {
  /** Median of the ratios of all pairs, or the amount. */
  value: number;
  /** First and third quartile of the ratios. Half of the pairs are between them. */
  quartiles: [first: number, third: number];
  lowest: number;
  highest: number;
  /** Medians of both sides, in the unit of the row. Undefined for an amount. */
  sides?: [first: number, second: number];
}

/**
 * Measures two functions in turn and compares them pair by pair. If the machine slows down during the run, it
 * slows both of them.
 *
 * @param pairs number of pairs that count
 * @param warmUps number of pairs before them that do not count, for the compiler and the caches
 */
export async function compare(
  first: Measured,
  second: Measured,
  pairs: number,
  warmUps: number,
): Promise<Result> {
  const all: [number, number][] = [];
  while (all.length < warmUps + pairs) all.push([await first(), await second()]);
  const counted = all.slice(warmUps);
  const ratios = counted.map(([one, other]) => one / other);
  return {
    value: quantile(ratios, 0.5),
    quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    sides: [
      quantile(
        counted.map(([one]) => one),
        0.5,
      ),
      quantile(
        counted.map(([, other]) => other),
        0.5,
      ),
    ],
  };
}

/** Returns the result of something that is the same in each run, such as the size of a file. */
export function createAmount(value: number): Result {
  return { value, quartiles: [value, value], lowest: value, highest: value };
}

/** Quartiles that differ by more than this part of the median are far apart. */
const wide = 0.1;

/**
 * Returns whether a result is too uncertain to judge: its quartiles are far apart, and the target is between
 * them. A wide spread that is completely on one side of the target is still a clear result.
 *
 * @param target the highest acceptable value; null if the row has none
 */
export function isNoisy({ value, quartiles: [first, third] }: Result, target: number | null): boolean {
  const isWide = third - first > wide * value;
  const isDecided = target !== null && (third <= target || first > target);
  return isWide && !isDecided;
}

/** Returns a quantile, with linear interpolation between two values. */
function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const lower = sorted[Math.floor(place)]!;
  const upper = sorted[Math.ceil(place)]!;
  return lower + (upper - lower) * (place % 1);
}
