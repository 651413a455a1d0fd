import type { Collection, HuntClient, Model, Row, Where } from "@huntkit/core";
import { matchName } from "@huntkit/core/internal";
import { createSharedSignal, PendingRead } from "./pending-read.js";

/** Maximum number of names in one query. Their length is that of a URL that servers accept. */
const maxNames = 20;

/**
 * Finds rows by their names, regardless of case. Names that are requested together share a query. While it is in flight,
 * others gather for the next one.
 */
export class NameReads {
  readonly #client: HuntClient;
  /** The names to read, by the route of their model. A route without an entry has no query in flight. */
  readonly #waiting = new Map<string, PendingRead<Row>[]>();

  constructor(client: HuntClient) {
    this.#client = client;
  }

  /** Returns the rows of a model with a name, regardless of case. */
  find(model: Model<Row>, name: string, signal?: AbortSignal): Promise<Row[]> {
    const read = new PendingRead<Row>("name", name.toLowerCase(), signal);
    const others = this.#waiting.get(model.route);
    if (others) others.push(read);
    else {
      this.#waiting.set(model.route, [read]);
      setImmediate(() => void this.#readAll(model));
    }
    return read.rows;
  }

  async #readAll(model: Model<Row>): Promise<void> {
    const waiting = this.#waiting.get(model.route) ?? [];
    const collection = this.#client.model(model);
    while (waiting.length > 0) await readSome(collection, waiting.splice(0, maxNames));
    this.#waiting.delete(model.route);
  }
}

async function readSome(collection: Collection<Row>, reads: readonly PendingRead<Row>[]): Promise<void> {
  const { signal, release } = createSharedSignal(reads);
  const or = [...new Set(reads.map(({ value }) => value))].map(matchName);
  try {
    const rows = await collection.list({ where: { or } as unknown as Where<Row> }, { signal }).toArray();
    for (const read of reads) read.resolve(rows.filter((row) => getName(row) === read.value));
  } catch (error) {
    for (const read of reads) read.reject(error);
  } finally {
    release();
  }
}

function getName(row: Row): string {
  return String((row as { name?: unknown }).name).toLowerCase();
}
