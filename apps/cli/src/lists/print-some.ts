import { formatNumber } from "@huntkit/toolkit";
import type { Column } from "../output/output.js";
import type { Context } from "../program/context.js";
import { UsageError } from "../program/errors.js";
import { defaultLimit } from "./list-flags.js";
import type { RowLimit } from "./print-rows.js";

/**
 * Prints the first rows of a source whose total is unknown, because its rows are joined or filtered here.
 *
 * @param what plural noun for the rows, such as `comments`
 * @returns the number of printed rows
 */
export async function printSome<T>(
  rows: AsyncIterable<T>,
  columns: readonly Column<T>[],
  what: string,
  { options: { limit, all }, out }: Pick<Context<object, RowLimit>, "options" | "out">,
): Promise<number> {
  if (all && limit !== undefined)
    throw new UsageError("--all cannot be used with --limit.", "Remove one of them.");
  const max = all ? Infinity : (limit ?? defaultLimit);
  let count = 0;
  let hasMore = false;
  async function* takeSome(): AsyncGenerator<T> {
    for await (const row of rows) {
      if (count === max) {
        hasMore = true;
        return;
      }
      count += 1;
      yield row;
    }
  }
  await out.list(takeSome(), columns);
  if (out.format !== "human") return count;
  if (count === 0) out.note(`No ${what} found.`);
  if (hasMore) out.note(`Showing the first ${formatNumber(count)} ${what}. Use --limit or --all for more.`);
  return count;
}
