import type { Contender } from "../clients.js";
import type { Result } from "../pairs.js";

/** A row of the table. */
export interface Row {
  /** Value of `--only`. */
  name: string;
  /** What is measured, and what it is compared with. */
  title: string;
  /** Unit of the measured numbers. */
  unit: "ms" | "MB" | "KB" | "requests" | "s";
  /** Highest acceptable ratio or amount of huntkit. Null if it is only reported. */
  target: number | null;
  /**
   * Content of the cells of clients that the row does not measure: `-` if there is nothing to measure, `by
   * hand` if their users have to implement it.
   */
  others: "-" | "by hand";
  /** Measures one contender after the other, and yields each result immediately. */
  measure(options: MeasureOptions): AsyncIterable<Cell>;
}

export interface MeasureOptions {
  /** Contenders to measure. Rows that can measure only huntkit run if it is one of them. */
  chosen: readonly Contender[];
  /** Runs as little as possible, to test that it works. */
  quick: boolean;
  /** Directory of another action, to compare ours with. */
  peer: string | undefined;
}

export type Cell = [contender: Contender, result: Result];

/** A row that measures only huntkit. */
export interface OwnRowOptions extends Pick<Row, "name" | "title" | "unit" | "target"> {
  others?: Row["others"];
  /** Measures huntkit. Returns undefined if something is missing on this machine. */
  measure: (options: MeasureOptions) => Promise<Result | undefined>;
}

/** Creates a row that measures only huntkit. */
export function createOwnRow({ measure, others = "-", ...options }: OwnRowOptions): Row {
  return {
    ...options,
    others,
    async *measure(given) {
      const result = given.chosen.includes("huntkit") ? await measure(given) : undefined;
      if (result) yield ["huntkit", result];
    },
  };
}

/** Reports that a row is skipped, and returns undefined. */
export function skip(row: string, reason: string): undefined {
  process.stderr.write(`${row} SKIPPED: ${reason}\n`);
}
