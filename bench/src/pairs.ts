/** Something to measure: gives milliseconds, or whatever the row counts in. */
export type Measured = () => number | Promise<number>;

/** What pairs of runs gave: both medians, and the ratio of the first to the second, pair by pair. */
export interface Comparison {
  first: number;
  second: number;
  ratio: { least: number; median: number; most: number };
}

/**
 * Measures two things in turn and compares them pair by pair, so that a machine that slows down meanwhile slows both.
 *
 * @param pairs how many pairs count
 * @param warmUps how many more go first and do not, while the compiler and the caches settle
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
