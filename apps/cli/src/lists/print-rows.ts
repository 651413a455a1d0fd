import { formatNumber } from "@huntkit/toolkit";
import type { Filter, Row } from "@huntkit/core";
import type { MarkdownText, TerminalText } from "@huntkit/core/escape";
import { toArray, type Column } from "../output/output.js";
import type { Context } from "../program/context.js";
import { UsageError } from "../program/errors.js";
import { checkIfEmpty } from "./check-rows.js";
import { checkNames, createDoubtWarning } from "./known-names.js";
import { defaultLimit } from "./list-flags.js";
import { showReading } from "./show-reading.js";

/** Rows that are read when they are iterated. */
export interface Listed<T> extends AsyncIterable<T> {
  /** Returns the total number of rows, regardless of the limit. */
  count(): Promise<number>;
}

/** A collection whose rows can be listed. */
export interface Listable<T extends Row> {
  /** Path of the model, to check the names in a condition. */
  readonly route?: string;
  /** Whether it is a list of current alerts that includes HUNT's archive. */
  readonly archive?: boolean;
  list(filter: Filter<T>, options: { signal: AbortSignal; maxRows: number }): Listed<T>;
}

/** The flags that limit the number of rows. */
export interface RowLimit {
  readonly limit: number | undefined;
  readonly all: boolean;
}

/** What a list does in addition to printing its rows. */
export interface PrintOptions<T> {
  /** Called before an empty list is printed. It throws if the filter names something that does not exist. */
  readonly checkEmpty?: () => Promise<void>;
  /** Formats all rows for `--format`. Default: the rows are printed as a table or as JSON. */
  readonly formatReport?: ((rows: readonly T[]) => Promise<TerminalText | MarkdownText>) | undefined;
}

/**
 * Prints rows up to the limit, and the total number of rows if there are more. A report has no default limit.
 *
 * @param what plural noun for the rows, such as `alerts`
 * @returns the number of printed rows
 */
export async function printRows<T extends Row>(
  collection: Listable<T>,
  filter: Filter<T>,
  columns: readonly Column<NoInfer<T>>[],
  what: string,
  context: Pick<Context<object, RowLimit>, "options" | "out" | "progress" | "signal" | "getClient">,
  { checkEmpty, formatReport }: PrintOptions<T> = {},
): Promise<number> {
  const { out, signal } = context;
  const { limit, all } = context.options;
  if (all && limit !== undefined)
    throw new UsageError("--all cannot be used with --limit.", "Remove one of them.");
  // A report is for a program, which would treat missing rows as fixed.
  const isWhole = all || (formatReport !== undefined && limit === undefined);
  const most = limit ?? defaultLimit;
  const listing = collection.list(isWhole ? filter : { ...filter, limit: most }, {
    signal,
    maxRows: Infinity,
  });
  const { route, archive } = collection;
  const lookup = { client: await context.getClient(), signal, warn: createDoubtWarning(out) };
  const checkEmptyNames = await checkNames({ route, archive, where: filter.where }, lookup);
  const checks = async () => {
    await checkEmpty?.();
    await checkEmptyNames();
  };
  let count = 0;
  const countAll = async () => Math.min(isWhole ? Infinity : most, await listing.count());
  const shown = showReading(checkIfEmpty(listing, checks), what, countAll, context);
  const rows = countRows(shown, () => count++);
  if (formatReport) await out.raw(await formatReport(out.redactJson(await toArray(rows))));
  else await out.list(rows, columns);
  if (out.format === "json" || out.format === "ndjson") return count;
  if (count === 0) out.note(`No ${what} found.`);
  if (isWhole || count < most) return count;
  const total = await listing.count();
  if (total > count)
    out.note(
      `Showing ${formatNumber(count)} of ${formatNumber(total)} ${what}. Use --limit or --all for more.`,
    );
  return count;
}

async function* countRows<T>(rows: AsyncIterable<T>, onRow: () => void): AsyncGenerator<T> {
  for await (const row of rows) {
    onRow();
    yield row;
  }
}
