import type { Collection } from "../collection.js";
import type { CallOptions, Send } from "../http/request.js";
import type { Row } from "../paging/page.js";
import type { Where } from "../query/filter.js";
import { getField } from "./get-field.js";

/** Number of values in a condition. UUIDs then take about 5 kB of a URL, and servers accept 8 kB and more. */
const maxValues = 100;

/** Related rows of a model. Each is requested once, many in one request. */
export class Related<T extends Row> {
  readonly #collection: Collection<T>;
  readonly #property: string;
  readonly #rows = new Map<string, T[]>();

  /** @param property property that the other rows refer to, such as `id` */
  constructor(collection: Collection<T>, property: string) {
    this.#collection = collection;
    this.#property = property;
  }

  /** Requests the rows of these references, except those that are already loaded. */
  async load(
    references: readonly (string | null | undefined)[],
    { signal }: CallOptions = {},
  ): Promise<void> {
    const wanted = [...new Set(references)].filter(
      (reference): reference is string => Boolean(reference) && !this.#rows.has(reference!),
    );
    for (let start = 0; start < wanted.length; start += maxValues) {
      const requested = wanted.slice(start, start + maxValues);
      const where = { [this.#property]: { inq: requested } } as Where<T>;
      const found = await this.#collection.list({ where }, { signal }).toArray();
      for (const reference of requested) this.#rows.set(reference, []);
      for (const row of found) this.#rows.get(String(getField(row, this.#property)))?.push(row);
    }
  }

  /** Returns the loaded rows of a reference. */
  getRows(reference: string | null | undefined): readonly T[] {
    return this.#rows.get(reference ?? "") ?? [];
  }
}

/**
 * Sends a request to a route below one record. It fills the `{id}` of a route such as `targets/{id}/agents`,
 * so traces contain the route.
 */
export function sendBelow(send: Send, id: string): Send {
  return (request) => send({ ...request, params: { id } });
}
