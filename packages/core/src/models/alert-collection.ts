import { models as catalog, type Alert, type UserComment } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import { parseInstant } from "../dates.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { HuntNotFoundError } from "../errors/request-errors.js";
import { requireArgument } from "../errors/require-argument.js";
import {
  callKeys,
  type CallOptions,
  requireWriteKeys,
  type Send,
  type WriteOptions,
} from "../http/request.js";
import { joinSources, requireJoinableOrder } from "../paging/join-sources.js";
import { Listing, type ListOptions, requireListKeys } from "../paging/listing.js";
import { normalizeWhere, requireIds, requireNonEmptyWhere } from "../query/normalize-where.js";
import { combineWheres, toPlainFilter } from "../query/plain-filter.js";
import type { Filter, Where } from "../query/filter.js";
import type { ScanOptions } from "../tasks/scan-options.js";
import { CatalogModel, defineModel } from "./model.js";
import { sendBelow } from "./related.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";

const current = new CatalogModel(catalog.alerts);
const archived = new CatalogModel(catalog.alertsArchive);
const userComments = new CatalogModel(catalog.userComments);

/** The alerts to respond to, and how. Other properties are for a custom route in `actionRoutes`. */
export interface AlertResponse {
  ids?: readonly string[];
  where?: Where<Alert>;
  options?: ScanOptions;
  [other: string]: unknown;
}

/** Whether a read includes HUNT's archive of alerts. */
export interface ArchiveOption {
  /**
   * Include alerts older than about 30 days. HUNT stores them separately (vendor docs). If it is undefined, only
   * current alerts are read, and a condition on `createdOn` that also matches older ones is a warning. It is also a
   * warning if the instance has no archive.
   */
  archive?: boolean | undefined;
}

/** Options of {@link AlertCollection.list}. */
export interface AlertListOptions extends ListOptions, ArchiveOption {}

/** Options of {@link AlertCollection.listSince}. */
export interface SinceOptions extends Pick<ListOptions, "pageSize" | "maxRows" | "signal"> {
  /** Condition on the alerts, such as `{archived: false, sourceType: "rule"}`. Default: all alerts. */
  where?: Where<Alert> | undefined;
  /** Include alerts older than about 30 days. HUNT stores them separately (vendor docs). Default: true. */
  archive?: boolean | undefined;
}

const sinceKeys: KeysOf<SinceOptions> = {
  where: true,
  archive: true,
  pageSize: true,
  maxRows: true,
  signal: true,
};

/**
 * The records of `client.alerts`. The routes of the actions are from HUNT's own OpenAPI document (observed on
 * a live instance). Their responses are not public, so no code depends on them.
 */
export class AlertCollection extends Collection<Alert> {
  /**
   * Returns the alerts that match a filter, as {@link Collection.list}.
   *
   * @throws {HuntInputError} `input: "order"` if `archive` is set and the order is not by `id` or `createdOn`
   */
  override list(filter: Filter<Alert> = {}, options: AlertListOptions = {}): Listing<Alert> {
    const { archive, ...listOptions } = requireListKeys(options, { archive: true });
    if (archive === undefined) return super.list(filter, listOptions);
    const plain = toPlainFilter(filter);
    const send: Send = (request) => this.send({ ...request, archive: true });
    const currentSource = new AlertCollection(send, current, this.clock).source();
    if (!archive) return new Listing(currentSource, plain, listOptions);
    requireJoinableOrder(plain, "createdOn");
    const archiveSource = new AlertCollection(send, archived, this.clock).source();
    const joined = { current: currentSource, archive: archiveSource, time: "createdOn" };
    return new Listing(joinSources(joined), plain, listOptions);
  }

  /** Returns the number of alerts that match a condition. */
  override count(where?: Where<Alert>, options: CallOptions & ArchiveOption = {}): Promise<number> {
    const { archive, ...callOptions } = requireKnownKeys(options, { ...callKeys, archive: true });
    if (archive === undefined) return super.count(where, callOptions);
    return this.list(where && { where }, { ...callOptions, archive }).count();
  }

  /**
   * Returns new alerts, oldest first: those after the last known alert, or since a time. An alert that
   * arrives late, with an earlier time, is not new. To include it, pass a time before that of the last alert,
   * and skip the IDs that you know. Alerts with the same millisecond as the last one are all returned, so
   * none is lost. Some of them might be known already: compare their IDs.
   *
   * @param last ID of the last known alert, or a time: a `Date`, or a string in ISO 8601
   * @throws {HuntNotFoundError} if no alert has this ID any more. A time always works.
   */
  listSince(last: string | Date, options: SinceOptions = {}): AsyncGenerator<Alert> {
    const { where, archive = true, ...listOptions } = requireKnownKeys(options, sinceKeys);
    const send: Send = (request) => this.send({ ...request, archive: true });
    const tables = [...(archive ? [archived] : []), current].map((model) => new Collection(send, model));
    return listAfter(last, tables, where, listOptions);
  }

  /**
   * Returns the creation time of an alert (ISO 8601), including alerts in HUNT's archive.
   *
   * @param alertId ID of the alert
   * @throws {HuntNotFoundError} if no alert has this ID
   * @throws {HuntInputError} `input: "last"` if HUNT returns the alert without its creation time
   */
  getCreationTime(alertId: string, options: CallOptions = {}): Promise<string> {
    const { signal } = requireKnownKeys(options, callKeys);
    return findCreationTime(alertId, [new Collection(this.send, archived), this], signal);
  }

  /**
   * Archives every alert that matches a condition, with `POST Alerts/archive`.
   *
   * @throws {HuntInputError} `input: "where"` if it is empty, which would match all alerts
   * @throws {HuntGuardError} if it might reach more alerts than the caller meant
   */
  async archive(where: Where<Alert>, options: WriteOptions = {}): Promise<void> {
    requireWriteKeys(options, {});
    await this.act("archiveAlerts", { where: requireNonEmptyWhere(where) }, { ...options, idempotent: true });
  }

  /**
   * Restores archived alerts that match a condition, with `POST Alerts/unarchive`. Throws like {@link
   * archive}.
   */
  async unarchive(where: Where<Alert>, options: WriteOptions = {}): Promise<void> {
    requireWriteKeys(options, {});
    await this.act(
      "unarchiveAlerts",
      { where: requireNonEmptyWhere(where) },
      { ...options, idempotent: true },
    );
  }

  /**
   * Responds to alerts, with `POST Alerts/response`. Its body and its response are not public.
   *
   * @throws {HuntInputError} `input: "ids"` or `"where"` if both are undefined, or one is empty
   */
  async respond(response: AlertResponse, options: WriteOptions = {}): Promise<unknown> {
    const { ids, where, ...rest } = requireArgument("response", response, "object");
    requireWriteKeys(options, {});
    if (ids === undefined && where === undefined)
      throw new HuntInputError("ids", "empty", "ids: missing. Pass ids or where to select the alerts.");
    const named = ids === undefined ? ids : requireIds(ids);
    const condition = where === undefined ? { id: { inq: named } } : requireNonEmptyWhere(where);
    return this.act("respondToAlerts", { ...rest, ids: named, where: condition }, options);
  }

  /** Returns the comments on an alert, with `GET Alerts/{id}/comments` (observed on a live instance). */
  comments(alertId: string, options: ListOptions = {}): Listing<UserComment> {
    return new Collection(
      sendBelow(this.send, alertId),
      defineModel(`${this.route}/{id}/comments`, userComments.schema),
    ).list({}, options);
  }

  /** Adds a comment to an alert, with `POST Alerts/{id}/comments`, and returns it as HUNT stores it. */
  comment(alertId: string, value: string, options: CallOptions = {}): Promise<UserComment> {
    const { signal } = requireKnownKeys(options, callKeys);
    const schema = userComments.schema;
    return this.act("commentOnAlert", { id: alertId, value }, { schema, signal });
  }
}

/**
 * Lists alerts of several tables after one of them or since a time, oldest first. IDs are UUIDs, which have
 * no order in time, so the time of the last alert is requested first. The vendor's XSOAR pack compares IDs
 * instead, and misses alerts.
 */
async function* listAfter(
  last: string | Date,
  tables: readonly Collection<Alert>[],
  where: Where<Alert> | undefined,
  options: ListOptions,
): AsyncGenerator<Alert> {
  if (last instanceof Date || parseInstant(last) !== null)
    return yield* listFrom(last, tables, where, options);
  const from = await findCreationTime(last, tables, options.signal);
  // Others of the same instant might have arrived later, with any ID.
  for await (const alert of listFrom(from, tables, where, options)) if (alert.id !== last) yield alert;
}

/** If one table fails, the others are aborted. */
async function* listFrom(
  from: string | Date,
  tables: readonly Collection<Alert>[],
  where: Where<Alert> | undefined,
  { signal, ...options }: ListOptions,
): AsyncGenerator<Alert> {
  const recent = combineWheres({ createdOn: { gte: from } }, normalizeWhere(where)) as Where<Alert>;
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
    "last: HUNT did not return the creation time of this alert. Pass a time instead.",
  );
}

/** Merges sources that are each ordered by time. `end` aborts pending requests when the iteration ends. */
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
        .sort((one, other) => toInstant(one.row!) - toInstant(other.row!));
      if (!oldest) return;
      yield oldest.row!;
      await advance(oldest);
    }
  } finally {
    end.abort();
    await Promise.all(heads.map(({ rows }) => rows.return(undefined)));
  }
}

function toInstant({ createdOn }: Alert): number {
  return parseInstant(createdOn) ?? 0;
}
