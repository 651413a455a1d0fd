import type { Progress } from "../output/progress.js";
import type { Context } from "../program/context.js";

/** Rows of a page (vendor limit). Reading a list that has no more takes one request, and shows no progress. */
const pageSize = 1_000;

/**
 * Yields rows, and shows how many were read while a long list is read.
 *
 * @param what plural noun for the rows, such as `alerts`
 * @param countAll returns the number of all rows. It is called only for a long list.
 */
export async function* showReading<T>(
  rows: AsyncIterable<T>,
  what: string,
  countAll: () => Promise<number>,
  { progress, out }: Pick<Context, "progress" | "out">,
): AsyncGenerator<T> {
  const isStreamed = out.format === "json" || out.format === "ndjson";
  // Rows on the same terminal already show the progress.
  const isShown = !(isStreamed && out.terminal.isTTY);
  let bar: Progress | undefined;
  let count = 0;
  let total: number | null = null;
  try {
    for await (const row of rows) {
      count++;
      if (count === pageSize + 1 && isShown) {
        bar = progress(`Reading ${what}`, what);
        countAll().then(
          (all) => (total = all),
          () => {},
        );
      }
      bar?.update(count, total);
      yield row;
    }
  } finally {
    bar?.stop();
  }
}
