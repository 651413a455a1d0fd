import type { Contender } from "../clients.js";
import type { Comparison } from "../pairs.js";

/** One row of the table. */
export interface Row {
  /** What `--only` calls it. */
  name: string;
  /** What is measured, and to what. */
  title: string;
  /** What the measured numbers count. */
  unit: "ms" | "MB" | "requests";
  /** Maximum ratio that is wanted of huntkit. */
  maxRatio: number;
  /** What stands in the cells of clients that the row does not measure: `-` where there is nothing to measure, else `by hand`. */
  others: "-" | "by hand";
  /**
   * Measures, one contender after the other, and gives each as soon as it is known.
   *
   * @param chosen which of them; a row that can measure huntkit alone does so if that is among them
   * @param quick as few runs of as little as possible, to see that it works
   */
  measure(chosen: readonly Contender[], quick: boolean): AsyncIterable<Cell>;
}

export type Cell = [contender: Contender, comparison: Comparison];
