import type { Collection } from "../collection.js";
import { parseInstant } from "../dates.js";
import { HuntNotFoundError } from "../errors/answer-errors.js";
import { HuntInputError } from "../errors/input-error.js";
import type { Listing, ListOptions } from "../paging/listing.js";
import type { Where } from "../query/where.js";
import type { Alert } from "./alert.js";

/**
 * Alerts of several tables after one of them or from a time on, oldest first. Ids are UUIDs, which tell no time, so the last
 * alert is looked up for its time; the vendor's XSOAR pack compares ids instead, and misses alerts.
 */
export async function* alertsAfter(
  last: string | Date,
  tables: readonly Collection<Alert>[],
  where: Where<Alert> | undefined,
  options: ListOptions,
): AsyncGenerator<Alert> {
  if (last instanceof Date || parseInstant(last) !== null)
    return yield* alertsFrom(last, tables, where, options);
  const from = await timeOf(last, tables, options.signal);
  // Others of its instant may have come later, whatever their ids.
  for await (const alert of alertsFrom(from, tables, where, options)) if (alert.id !== last) yield alert;
}

/** Where one table fails, the others are not waited for. */
async function* alertsFrom(
  from: string | Date,
  tables: readonly Collection<Alert>[],
  where: Where<Alert> | undefined,
  { signal, ...options }: ListOptions,
): AsyncGenerator<Alert> {
  const recent: Where<Alert> = { and: [{ createdOn: { gte: from } }, ...(where ? [where] : [])] };
  const end = new AbortController();
  const own = { ...options, signal: signal ? AbortSignal.any([signal, end.signal]) : end.signal };
  yield* oldestFirst(
    tables.map((table) => table.list({ where: recent, order: ["createdOn", "id"] }, own)),
    end,
  );
}

async function timeOf(
  id: string,
  tables: readonly Collection<Alert>[],
  signal: AbortSignal | undefined,
): Promise<string> {
  const [other, ...rest] = tables.toReversed();
  const alert = await other!.get(id, { signal }).catch((error: unknown) => {
    if (error instanceof HuntNotFoundError && rest[0]) return rest[0].get(id, { signal });
    throw error;
  });
  if (alert.createdOn) return alert.createdOn;
  throw new HuntInputError(
    "last",
    "date",
    "last: HUNT does not tell when this alert was made. Pass a time instead.",
  );
}

/** Merges what is in order by itself; `end` aborts whatever is under way when this ends. */
async function* oldestFirst(sources: readonly Listing<Alert>[], end: AbortController): AsyncGenerator<Alert> {
  const heads = sources.map((source) => ({
    rows: source[Symbol.asyncIterator](),
    row: undefined as Alert | undefined,
  }));
  const advance = async (head: (typeof heads)[number]) => {
    const { value, done } = await head.rows.next();
    head.row = done ? undefined : value;
  };
  try {
    await Promise.all(heads.map(advance));
    for (;;) {
      const [oldest] = heads
        .filter(({ row }) => row)
        .sort((one, other) => instant(one.row!) - instant(other.row!));
      if (!oldest) return;
      yield oldest.row!;
      await advance(oldest);
    }
  } finally {
    end.abort();
    await Promise.all(heads.map(({ rows }) => rows.return(undefined)));
  }
}

function instant({ createdOn }: Alert): number {
  return parseInstant(createdOn) ?? 0;
}
