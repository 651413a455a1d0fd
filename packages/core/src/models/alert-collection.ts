import { models as catalog, type Alert, type UserComment } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { parseInstant } from "../dates.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { HuntNotFoundError } from "../errors/request-errors.js";
import type { CallOptions, WriteOptions } from "../http/request.js";
import type { Listing, ListOptions } from "../paging/listing.js";
import { requireIds, requireNonEmptyWhere } from "../query/normalize-where.js";
import type { Where } from "../query/filter.js";
import type { ScanOptions } from "../tasks/scan-options.js";
import { CatalogModel, defineModel } from "./model.js";
import { sendBelow } from "./related.js";

const archived = new CatalogModel(catalog.alertsArchive);
const userComments = new CatalogModel(catalog.userComments);

/** Which alerts to respond to, and how. Other values are for a route that you state in `actionRoutes`. */
export interface AlertResponse {
  ids?: readonly string[];
  where?: Where<Alert>;
  options?: ScanOptions;
  [other: string]: unknown;
}

/** Which alerts `since` gives. */
export interface SinceOptions extends Pick<ListOptions, "pageSize" | "maxRows" | "signal"> {
  /** Such as `{archived: false, sourceType: "rule"}`; all unless told. */
  where?: Where<Alert> | undefined;
  /** Whether to look among those older than about 30 days, too, which HUNT keeps apart (vendor); yes unless told. */
  archive?: boolean | undefined;
}

/**
 * The alerts. The routes of the actions are those of HUNT's own OpenAPI document (seen live); what they
 * answer is not public, so nothing rests on it.
 */
export class AlertCollection extends Collection<Alert> {
  /**
   * New alerts, oldest first: those after the last one that was seen, or from a time on. An alert that comes
   * late, with the time of an earlier one, is not new: to include it, pass a time before that of the last
   * one, and skip the ids that you have seen. All that share the millisecond of the last one are given,
   * though some may have been before, so that none is lost: tell by their ids which are known already.
   *
   * @param last the id of the last alert that was seen, or a time: a `Date`, or a text in ISO 8601
   * @throws {HuntNotFoundError} when there is no alert with this id any more; a time always works
   */
  listSince(
    last: string | Date,
    { where, archive = true, ...options }: SinceOptions = {},
  ): AsyncGenerator<Alert> {
    const tables = [...(archive ? [new Collection(this.send, archived)] : []), this];
    return alertsAfter(last, tables, where, options);
  }

  /**
   * Returns the creation time of an alert (ISO 8601), also of one that HUNT keeps in the archive.
   *
   * @param alertId ID of the alert
   * @throws {HuntNotFoundError} if no alert has this ID
   * @throws {HuntInputError} `input: "last"` if HUNT returns the alert without its creation time
   */
  getCreationTime(alertId: string, { signal }: CallOptions = {}): Promise<string> {
    return findCreationTime(alertId, [new Collection(this.send, archived), this], signal);
  }

  /**
   * Archives every alert that meets a condition, by `POST Alerts/archive`.
   *
   * @throws {HuntInputError} `input: "where"` when it is empty, which would mean all alerts
   * @throws {HuntGuardError} if it might reach more alerts than were meant
   */
  async archive(where: Where<Alert>, options: WriteOptions = {}): Promise<void> {
    await this.act("archiveAlerts", { where: requireNonEmptyWhere(where) }, { ...options, idempotent: true });
  }

  /** Takes alerts out of the archived ones, by `POST Alerts/unarchive`; as {@link archive}. */
  async unarchive(where: Where<Alert>, options: WriteOptions = {}): Promise<void> {
    await this.act(
      "unarchiveAlerts",
      { where: requireNonEmptyWhere(where) },
      { ...options, idempotent: true },
    );
  }

  /**
   * Responds to alerts, by `POST Alerts/response`. Neither its body nor its answer is public.
   *
   * @throws {HuntInputError} `input: "ids"` or `"where"` when both are absent, or one is empty
   */
  async respond({ ids, where, ...rest }: AlertResponse, options: WriteOptions = {}): Promise<unknown> {
    if (ids === undefined && where === undefined)
      throw new HuntInputError("ids", "empty", "ids: name the alerts to respond to, by ids or by where.");
    const named = ids === undefined ? ids : requireIds(ids);
    const condition = where === undefined ? { id: { inq: named } } : requireNonEmptyWhere(where);
    return this.act("respondToAlerts", { ...rest, ids: named, where: condition }, options);
  }

  /** The comments on an alert, by `GET Alerts/{id}/comments` (seen live). */
  comments(alertId: string, options: ListOptions = {}): Listing<UserComment> {
    return new Collection(
      sendBelow(this.send, alertId),
      defineModel(`${this.route}/{id}/comments`, userComments.schema),
    ).list({}, options);
  }

  /** Comments on an alert, by `POST Alerts/{id}/comments`, and gives the comment as HUNT keeps it. */
  comment(alertId: string, value: string, { signal }: CallOptions = {}): Promise<UserComment> {
    const schema = userComments.schema;
    return this.act("commentOnAlert", { id: alertId, value }, { schema, signal });
  }
}

/**
 * Alerts of several tables after one of them or from a time on, oldest first. Ids are UUIDs, which tell no
 * time, so the last alert is looked up for its time; the vendor's XSOAR pack compares ids instead, and misses
 * alerts.
 */
async function* alertsAfter(
  last: string | Date,
  tables: readonly Collection<Alert>[],
  where: Where<Alert> | undefined,
  options: ListOptions,
): AsyncGenerator<Alert> {
  if (last instanceof Date || parseInstant(last) !== null)
    return yield* alertsFrom(last, tables, where, options);
  const from = await findCreationTime(last, tables, options.signal);
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
  yield* mergeByTime(
    tables.map((table) => table.list({ where: recent, order: ["createdOn", "id"] }, own)),
    end,
  );
}

async function findCreationTime(
  alertId: string,
  tables: readonly Collection<Alert>[],
  signal: AbortSignal | undefined,
): Promise<string> {
  const [other, ...rest] = tables.toReversed();
  const alert = await other!.get(alertId, { signal }).catch((error: unknown) => {
    if (error instanceof HuntNotFoundError && rest[0]) return rest[0].get(alertId, { signal });
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
async function* mergeByTime(sources: readonly Listing<Alert>[], end: AbortController): AsyncGenerator<Alert> {
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
