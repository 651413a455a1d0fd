/** Something to time, in milliseconds. */
export type Timed = () => number | Promise<number>;

/** What pairs of runs gave: both medians in milliseconds, and the ratio of the first to the second, pair by pair. */
export interface Comparison {
  first: number;
  second: number;
  ratio: { least: number; median: number; most: number };
}

/**
 * Times two things in turn and compares them pair by pair, so that a machine that slows down meanwhile slows both.
 *
 * @param pairs how many pairs count; one more goes first and does not
 */
export async function compare(first: Timed, second: Timed, pairs: number): Promise<Comparison> {
  const times: [number, number][] = [];
  for (let count = 0; count <= pairs; count++) times.push([await first(), await second()]);
  const counted = times.slice(1);
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
