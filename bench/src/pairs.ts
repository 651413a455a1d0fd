/** Runs something once, and returns its cost in milliseconds or in the unit of the row. */
export type Measured = () => number | Promise<number>;

/** Result of all pairs: the median of each side, and the ratio of the first to the second for each pair. */
export interface Comparison {
  first: number;
  second: number;
  ratio: { least: number; median: number; most: number };
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
): Promise<Comparison> {
  const all: [number, number][] = [];
  while (all.length < warmUps + pairs) all.push([await first(), await second()]);
  const counted = all.slice(warmUps);
  const ratios = counted.map(([one, other]) => one / other).sort((a, b) => a - b);
  return {
    first: median(counted.map(([one]) => one)),
    second: median(counted.map(([, other]) => other)),
    ratio: { least: ratios[0]!, median: median(ratios), most: ratios.at(-1)! },
  };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
