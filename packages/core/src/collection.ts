import * as z from "zod/mini";
import { HuntNotFoundError } from "./errors/answer-errors.js";
import type { CallOptions, Send } from "./http/request.js";
import type { Model } from "./models/model.js";
import { Listing, type ListingSource, type ListOptions } from "./paging/listing.js";
import type { Row } from "./paging/page.js";
import type { Filter } from "./query/filter.js";
import { normaliseWhere } from "./query/normalise-where.js";
import { toPlainFilter } from "./query/plain-filter.js";
import type { Where } from "./query/where.js";
import { singleLine } from "./text.js";

/** The records of one model, as `client.alerts` or `client.model("Alerts")`. */
export class Collection<T extends Row> {
  /** The model's path below the API base: `Alerts`. */
  readonly route: string;
  readonly #send: Send;
  readonly #schema: Model<T>["schema"];

  constructor(send: Send, model: Model<T>) {
    this.route = model.route;
    this.#send = send;
    this.#schema = model.schema;
  }

  /**
   * Finds records: all of them with `for await`, the first page with `await`.
   *
   * @throws {HuntInputError} for a filter that LoopBack would misunderstand, before anything is sent
   */
  list(filter: Filter<T> = {}, options: ListOptions = {}): Listing<T> {
    return new Listing(this.#source(), toPlainFilter(filter), options);
  }

  /** How many records meet a condition. */
  count(where?: Where<T>, { signal }: CallOptions = {}): Promise<number> {
    return this.#count(normaliseWhere(where), signal);
  }

  /**
   * One record by its id.
   *
   * @throws {HuntNotFoundError} `MODEL_NOT_FOUND` when there is none
   */
  async get(id: T["id"], { signal }: CallOptions = {}): Promise<T> {
    return (await this.#send({ path: `${this.route}/{id}`, params: { id }, schema: this.#schema, signal })).data;
  }

  /** Makes a record and gives it as HUNT keeps it. */
  async create(data: Partial<T>, { signal }: CallOptions = {}): Promise<T> {
    return (await this.#send({ method: "POST", path: this.route, body: data, schema: this.#schema, signal })).data;
  }

  /** Changes what is given of a record and leaves the rest. */
  async update(id: T["id"], changes: Partial<T>, { signal }: CallOptions = {}): Promise<T> {
    return (await this.#send({ method: "PATCH", path: `${this.route}/{id}`, params: { id }, body: changes, schema: this.#schema, signal })).data;
  }

  /**
   * Deletes a record.
   *
   * @throws {HuntNotFoundError} when there is none; LoopBack itself answers that with success
   */
  async delete(id: T["id"], { signal }: CallOptions = {}): Promise<void> {
    const request = { method: "DELETE", path: `${this.route}/{id}`, params: { id }, signal };
    const { data, status, attempts } = await this.#send<{ count?: number } | undefined>(request);
    // An earlier attempt, whose answer was lost, may have done it already.
    if (data?.count !== 0 || attempts > 1) return;
    const path = singleLine(`${this.route}/${id}`);
    throw new HuntNotFoundError(`DELETE ${path}: HUNT has no such record.`, { method: "DELETE", path, status, attempts });
  }

  #source(): ListingSource<T> {
    const schema = z.array(this.#schema);
    return {
      route: this.route,
      fetchPage: async ({ count, ...page }, { fields, include }, signal) => {
        const query = { filter: { ...page, fields, include }, count: count ? "True" : undefined };
        const { data, headers } = await this.#send({ path: this.route, query, schema, signal });
        const total = String(headers["x-total-count"]);
        return { rows: data, total: /^\d+$/.test(total) ? Number(total) : null };
      },
      count: ({ where }, signal) => this.#count(where, signal),
    };
  }

  async #count(where: unknown, signal: AbortSignal | undefined): Promise<number> {
    const schema = z.object({ count: z.number() });
    return (await this.#send({ path: `${this.route}/count`, query: { where }, schema, signal })).data.count;
  }
}
