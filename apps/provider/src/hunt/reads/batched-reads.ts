import type { Clock, Collection, HuntClient, Model, RequestEvent, Row, Where } from "@huntkit/core";
import { isUuid } from "@huntkit/core/internal";
import { createSharedSignal, PendingRead } from "./pending-read.js";
import { groupRowsBy, Snapshot, toKey } from "./snapshot.js";

/**
 * Maximum length of the values in one query, URL-encoded: about 100 UUIDs. Servers accept URLs of 8 kB and
 * more.
 */
const maxValueCharacters = 4_500;

/** Rows per page (vendor limit). */
const pageRows = 1_000;

/** The vendor asks clients not to read more rows than this with one query. */
const maxRows = 150_000;

/** Number of queries after which the size of the model is requested. */
const minQueries = 3;

/** Time for which a snapshot is used, in milliseconds. */
const maxAgeMs = 60_000;

/** The reads of one client, model by model. Reads of one model share requests. */
export class BatchedReads {
  readonly #client: HuntClient;
  readonly #byRoute = new Map<string, ModelReads<Row>>();

  constructor(client: HuntClient) {
    this.#client = client;
  }

  /** Returns the reads of a model, such as `models.flags`. Creates them on the first call. */
  forModel<T extends Row>(model: Model<T>): ModelReads<T> {
    const route = model.route.toLowerCase();
    const known = this.#byRoute.get(route) as unknown as ModelReads<T> | undefined;
    const reads = known ?? new ModelReads<T>(this.#client.model(model), this.#client.clock);
    this.#byRoute.set(route, reads as unknown as ModelReads<Row>);
    return reads;
  }

  /**
   * Handles a request to HUNT, or its response. A write can change the model in its path before its response
   * arrives, and after that.
   */
  observe({ method, path }: Pick<RequestEvent, "method" | "path">): void {
    if (method === "GET" || method === "HEAD") return;
    this.#byRoute.get(path.split("/")[0]!.toLowerCase())?.invalidate();
  }
}

/**
 * Reads rows of one model. Reads that arrive together become one query. While it is in flight, others gather
 * for the next one.
 *
 * Terraform refreshes only ten objects at a time, so a refresh of a thousand objects would still take a
 * hundred queries. Therefore, after as many queries as the model has pages, the whole model is read into a
 * snapshot, which serves the following reads. This takes at most twice the minimum number of requests (the
 * "ski rental" rule). A row that a snapshot does not contain is still queried. A snapshot ends with its age
 * and with any write to the model.
 */
class ModelReads<T extends Row> {
  readonly #collection: Collection<T>;
  readonly #clock: Clock;
  #waiting: PendingRead<T>[] = [];
  #isWorking = false;
  #snapshot: Snapshot<T> | undefined;
  /** Queries since the last snapshot ended. */
  #queries = 0;
  /** The number of requests for a snapshot. Undefined until it is requested. */
  #pages: number | undefined;
  #writes = 0;

  constructor(collection: Collection<T>, clock: Clock) {
    this.#collection = collection;
    this.#clock = clock;
  }

  /**
   * Finds the rows whose property has this value. An ID that is not a UUID is not queried: if HUNT's IDs are
   * UUIDs in the database, it responds 500, and all reads in the same query fail.
   *
   * @throws {HuntError} as the collection's `list` does
   * @throws the signal's reason if that aborts
   */
  find(property: string, value: string, signal?: AbortSignal): Promise<T[]> {
    if (isIdProperty(property) && !isUuid(value)) return Promise.resolve([]);
    const read = new PendingRead<T>(property, toKey(value), signal);
    this.#waiting.push(read);
    if (!this.#isWorking) {
      this.#isWorking = true;
      setImmediate(() => void this.#work());
    }
    return read.rows;
  }

  /** Discards the snapshot, because a row may have changed. */
  invalidate(): void {
    this.#writes++;
    this.#forget();
  }

  /** Runs until no read is waiting. A failure rejects only the reads of the query that failed. */
  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      this.#waiting = this.#waiting.filter(({ signal }) => !signal?.aborted);
      if (!this.#snapshot?.isFresh(this.#clock.now(), maxAgeMs)) {
        if (this.#snapshot) this.#forget();
        await this.#snapshotIfWorthwhile();
      }
      this.#waiting = this.#waiting.filter((read) => !this.#resolveFromSnapshot(read));
      const [first] = this.#waiting;
      if (first) await this.#query(this.#take(first.property));
    }
    this.#isWorking = false;
  }

  #resolveFromSnapshot(read: PendingRead<T>): boolean {
    const rows = this.#snapshot?.find(read.property, read.value) ?? [];
    if (rows.length > 0) read.resolve(rows);
    return rows.length > 0;
  }

  /** Removes the reads that fit into one query from the waiting ones, and returns them. */
  #take(property: string): PendingRead<T>[] {
    const values = new Set<string>();
    let room = maxValueCharacters;
    const taken = this.#waiting.filter(({ property: asked, value }) => {
      if (asked !== property || values.has(value)) return asked === property;
      room -= encodeURIComponent(`${JSON.stringify(toSpellings(property, value))},`).length;
      return (room >= 0 || values.size === 0) && values.add(value).size > 0;
    });
    this.#waiting = this.#waiting.filter((read) => !taken.includes(read));
    return taken;
  }

  async #query(reads: readonly PendingRead<T>[]): Promise<void> {
    const property = reads[0]!.property;
    const values = new Set(reads.flatMap(({ value }) => toSpellings(property, value)));
    const where = { [property]: { inq: [...values] } } as Where<T>;
    const { signal, release } = createSharedSignal(reads);
    this.#queries++;
    try {
      const found = groupRowsBy(await this.#collection.list({ where }, { signal }).toArray(), property);
      for (const read of reads) read.resolve(found.get(toKey(read.value)) ?? []);
    } catch (error) {
      for (const read of reads) read.reject(error);
    } finally {
      release();
    }
  }

  /**
   * Reads a snapshot if that saves requests. If it fails, the queries continue, and only their errors are
   * reported.
   */
  async #snapshotIfWorthwhile(): Promise<void> {
    if (this.#waiting.length === 0 || this.#queries < Math.max(minQueries, this.#pages ?? 0)) return;
    const { signal, release } = createSharedSignal(this.#waiting);
    const writes = this.#writes;
    try {
      this.#pages ??= toPages(await this.#collection.count(undefined, { signal }));
      if (this.#queries < this.#pages) return;
      const takenAt = this.#clock.now();
      const rows = await this.#collection.list({}, { signal, maxRows }).toArray();
      if (writes === this.#writes) this.#snapshot = new Snapshot(rows, takenAt);
    } catch {
      this.#pages = Infinity;
    } finally {
      release();
    }
  }

  #forget(): void {
    this.#snapshot = undefined;
    this.#queries = 0;
    this.#pages = undefined;
  }
}

function isIdProperty(property: string): boolean {
  return property === "id" || property.endsWith("Id");
}

/** Returns a value as HUNT can store it. A GUID in a column for strings can be in either case. */
function toSpellings(property: string, value: string): string[] {
  return isUuid(value) && !isIdProperty(property) ? [value, value.toUpperCase()] : [value];
}

function toPages(rows: number): number {
  return rows > maxRows ? Infinity : Math.ceil((rows + 1) / pageRows);
}
