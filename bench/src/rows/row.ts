import type { Contender } from "../clients.js";
import type { Comparison } from "../pairs.js";

/** A row of the table. */
export interface Row {
  /** Value of `--only`. */
  name: string;
  /** What is measured, and what it is compared with. */
  title: string;
  /** Unit of the measured numbers. */
  unit: "ms" | "MB" | "requests";
  /** Maximum acceptable ratio of huntkit. */
  maxRatio: number;
  /**
   * Content of the cells of clients that the row does not measure: `-` if there is nothing to measure, `by
   * hand` if their users have to implement it.
   */
  others: "-" | "by hand";
  /**
   * Measures one contender after the other, and yields each result immediately.
   *
   * @param chosen contenders to measure. Rows that can measure only huntkit run if it is one of them.
   * @param quick runs as little as possible, to test that it works
   */
  measure(chosen: readonly Contender[], quick: boolean): AsyncIterable<Cell>;
}

export type Cell = [contender: Contender, comparison: Comparison];
