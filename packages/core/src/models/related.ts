import type { Collection } from "../collection.js";
import type { CallOptions, Send } from "../http/request.js";
import type { Row } from "../paging/page.js";
import type { Where } from "../query/filter.js";
import { getField } from "./get-field.js";

/** How many values a condition names: with UUIDs about 5 kB of address, where servers take 8 kB and more. */
const portion = 100;

/** The rows of a model that others refer to, each asked for once, many in one request. */
export class Related<T extends Row> {
  readonly #collection: Collection<T>;
  readonly #property: string;
  readonly #rows = new Map<string, T[]>();

  /** @param property what the others refer to it by, such as `id` */
  constructor(collection: Collection<T>, property: string) {
    this.#collection = collection;
    this.#property = property;
  }

  /** Asks for the rows behind these references; those that were asked for before are not asked for again. */
  async load(
    references: readonly (string | null | undefined)[],
    { signal }: CallOptions = {},
  ): Promise<void> {
    const wanted = [...new Set(references)].filter(
      (reference): reference is string => Boolean(reference) && !this.#rows.has(reference!),
    );
    for (let start = 0; start < wanted.length; start += portion) {
      const asked = wanted.slice(start, start + portion);
      const where = { [this.#property]: { inq: asked } } as Where<T>;
      const found = await this.#collection.list({ where }, { signal }).toArray();
      for (const reference of asked) this.#rows.set(reference, []);
      for (const row of found) this.#rows.get(String(getField(row, this.#property)))?.push(row);
    }
  }

  /** The rows behind a reference, as far as they have been loaded. */
  of(reference: string | null | undefined): readonly T[] {
    return this.#rows.get(reference ?? "") ?? [];
  }
}

/** Sends to what belongs to one record: fills the `{id}` of a route such as `targets/{id}/agents`, so traces name the route. */
export function sendBelow(send: Send, id: string): Send {
  return (request) => send({ ...request, params: { id } });
}
