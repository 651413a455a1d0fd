import * as z from "zod/mini";
import type { ActionInput, ActionName } from "./actions/action-routes.js";
import { listSchemaFields } from "./export/export-options.js";
import { proveCondition } from "./guard/prove-condition.js";
import { showParam } from "./http/address.js";
import { type Clock, systemClock } from "./http/clock.js";
import { deleteOnce } from "./http/may-have-executed.js";
import { getFastCheck, type Schema } from "./http/schema.js";
import { toZod } from "./http/to-zod.js";
import {
  callKeys,
  type CallOptions,
  type HuntRequest,
  recordKeys,
  type RecordOptions,
  type Send,
} from "./http/request.js";
import { fetchInParts } from "./paging/fetch-in-parts.js";
import { Listing, type ListOptions } from "./paging/listing.js";
import type { ListingSource, Page, PageRequest, Row } from "./paging/page.js";
import { toListSchema } from "./models/schema.js";
import type { Filter, Where } from "./query/filter.js";
import { normalizeWhere, type PlainWhere } from "./query/normalize-where.js";
import { type PlainFilter, toPlainFilter } from "./query/plain-filter.js";
import { splitIdList } from "./query/split-id-list.js";
import { escapeToSingleLine } from "./escape/escape-text.js";
import { requireKnownKeys } from "./errors/require-known-keys.js";
import { HuntInputError } from "./errors/hunt-error.js";
import { requireArgument } from "./errors/require-argument.js";
import { describeInvalidId, isUuid } from "./ids.js";

/**
 * A compiled schema of your own with many fields checks about ten times faster. Compiling it takes as long as checking this
 * many rows.
 */
const fewRows = 200;

/** A kind of record in HUNT: its route, the shape of its rows, and its collection. */
export interface Model<T extends Row, C extends Collection<T> = Collection<T>> {
  /** Path of the model relative to the API base, in the plural: `Alerts`. */
  readonly route: string;
  /** Schema of a row. It is loose: unknown fields are kept. */
  readonly schema: Schema<T>;
  /** Whether IDs must be UUIDs. Default: false. */
  readonly hasUuids?: boolean | undefined;
  /** The collection with the model's own methods, if it has any. */
  readonly collection?: (new (send: Send, model: Model<T>, clock?: Clock) => C) | undefined;
}

/** The records of one model, as `client.alerts` or `client.model("Alerts")`. */
export class Collection<T extends Row> {
  /** Path of the model relative to the API base: `Alerts`. */
  readonly route: string;
  protected readonly send: Send;
  readonly #schema: Model<T>["schema"];
  readonly #hasUuids: boolean;
  protected readonly clock: Clock;
  #rows: Schema<T[]> | undefined;
  #compiledRows: Schema<T[]> | undefined;

  constructor(send: Send, model: Model<T>, clock: Clock = systemClock) {
    this.route = model.route;
    this.send = send;
    this.#schema = model.schema;
    this.#hasUuids = model.hasUuids ?? false;
    this.clock = clock;
  }

  /**
   * Returns the records that match a filter. `for await` reads all of them, `toArray()` returns all of them,
   * and `firstPage()` only the first page.
   *
   * @throws {HuntInputError} for a filter that LoopBack would misunderstand, before anything is sent
   */
  list(filter: Filter<T> = {}, options: ListOptions = {}): Listing<T> {
    return new Listing(this.source(), toPlainFilter(filter), options);
  }

  /** Returns the number of records that match a condition. */
  count(where?: Where<T>, options: CallOptions = {}): Promise<number> {
    const { signal } = requireKnownKeys(options, callKeys);
    return this.#count(normalizeWhere(where), signal);
  }

  /**
   * Requires that an instance knows every property of a condition, which a row of the instance shows. HUNT
   * ignores unknown properties and returns all records. Call this before you act on records that a condition
   * selects.
   *
   * @throws {HuntInputError} `input: "where"`, `problem: "property"`
   * @throws {HuntGuardError} `problem: "no-rows"` if the model has no row to compare with
   */
  async requireProperties(where: Where<T>, options: CallOptions = {}): Promise<void> {
    requireKnownKeys(options, callKeys);
    const plain = normalizeWhere(where);
    if (plain) await proveCondition(plain, this.route, this.send, options);
  }

  /**
   * Requires that a value can be an ID of this model: a UUID, if the model is known to have them.
   *
   * @throws {HuntInputError} `input: "id"`, `problem: "format"`
   */
  requireId(id: T["id"]): void {
    if (!this.#hasUuids || isUuid(String(id))) return;
    throw new HuntInputError("id", "format", `id: ${describeInvalidId(id, this.route)}`);
  }

  /**
   * One record by its id.
   *
   * @throws {HuntInputError} if the ID is not valid: see {@link requireId}
   * @throws {HuntNotFoundError} `MODEL_NOT_FOUND` when there is none
   */
  async get(id: T["id"], options: CallOptions = {}): Promise<T> {
    const { signal } = requireKnownKeys(options, callKeys);
    this.requireId(id);
    return (await this.send({ path: `${this.route}/{id}`, params: { id }, schema: this.#schema, signal }))
      .data;
  }

  /**
   * Creates a record, and returns it as HUNT stores it.
   *
   * @throws {HuntInputError} `problem: "taken"` if a record has its name, and HUNT identifies the records by their names
   */
  async create(data: Partial<T>, options: RecordOptions = {}): Promise<T> {
    const { signal, unproven } = requireKnownKeys(options, recordKeys);
    requireArgument("data", data, "object");
    const request = { method: "POST", path: this.route, body: data, schema: this.#schema };
    return (await this.send({ ...request, signal, unproven })).data;
  }

  /** Changes the specified properties of a record. All others remain unchanged. */
  async update(id: T["id"], changes: Partial<T>, options: RecordOptions = {}): Promise<T> {
    const { signal, unproven } = requireKnownKeys(options, recordKeys);
    this.requireId(id);
    requireArgument("changes", changes, "object");
    return (
      await this.send({
        method: "PATCH",
        path: `${this.route}/{id}`,
        params: { id },
        body: changes,
        schema: this.#schema,
        signal,
        unproven,
      })
    ).data;
  }

  /**
   * Deletes a record.
   *
   * @throws {HuntNotFoundError} if it does not exist; LoopBack itself reports success in this case
   */
  async delete(id: T["id"], options: CallOptions = {}): Promise<void> {
    const { signal } = requireKnownKeys(options, callKeys);
    this.requireId(id);
    const method = "DELETE";
    await deleteOnce(() => this.send({ method, path: `${this.route}/{id}`, params: { id }, signal }), {
      method,
      path: escapeToSingleLine(`${this.route}/${showParam(id)}`),
    });
  }

  /** Sends a request to a route of the model itself, such as `POST {id}/scan`, and returns its data. */
  protected async call<R = unknown>(
    method: string,
    path: string,
    request: Omit<HuntRequest<R>, "method" | "path"> = {},
  ): Promise<R> {
    return (await this.send({ ...request, method, path: `${this.route}/${path}` })).data;
  }

  /**
   * Sends an action by the table of routes, which the options of the client can change, and returns its data.
   */
  protected async act<R = unknown>(
    name: ActionName,
    input: ActionInput,
    request: Pick<HuntRequest<R>, "schema" | "idempotent" | "signal" | "guard" | "unproven"> = {},
  ): Promise<R> {
    return (await this.send({ ...request, path: "", action: { name, input } })).data;
  }

  /** Returns the source of the pages of a listing. */
  protected source(): ListingSource<T> {
    return {
      route: this.route,
      fields: listSchemaFields(this.#schema),
      clock: this.clock,
      fetchPage: (request, filter, signal) =>
        fetchInParts(request, (part) => this.#fetchPage(part, filter, signal)),
      count: ({ where }, signal) => this.#count(where, signal),
    };
  }

  async #fetchPage(
    { count, ...page }: PageRequest,
    { fields, include, columns }: PlainFilter,
    signal: AbortSignal | undefined,
  ): Promise<Page<T>> {
    const query = { filter: { ...page, fields, include }, count: count ? "True" : undefined };
    const schema = this.#getListSchema(page.limit);
    const { data, headers } = await this.send({ path: this.route, query, columns, schema, signal });
    const total = String(headers["x-total-count"]);
    return { rows: data, total: /^\d+$/.test(total) ? Number(total) : null };
  }

  #getListSchema(limit: number): Schema<T[]> {
    this.#rows ??= toListSchema(this.#schema);
    if (limit <= fewRows || getFastCheck(this.#rows)) return this.#rows;
    return (this.#compiledRows ??= z.compile(toZod(this.#rows)));
  }

  async #count(where: PlainWhere | undefined, signal: AbortSignal | undefined): Promise<number> {
    const schema = z.object({ count: z.number() });
    const path = `${this.route}/count`;
    let count = 0;
    for (const part of splitIdList(where) ?? [where])
      count += (await this.send({ path, query: { where: part }, schema, signal })).data.count;
    return count;
  }
}
