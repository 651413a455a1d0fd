import type { Property, Where } from "./where.js";

/** `"createdOn"`, `"createdOn DESC"`. */
export type Order<T> = Property<T> | `${Property<T>} ${"ASC" | "DESC"}`;

/** Which rows, in which order, and what of them; LoopBack 3's filter as plain data. */
export interface Filter<T> {
  where?: Where<T>;
  /** By id unless told. Another order pages by `skip`, so rows that come or go meanwhile may be seen twice or not at all. */
  order?: Order<T> | readonly Order<T>[];
  /** Only these properties; `id` always comes along. */
  fields?: readonly Property<T>[];
  /** Relations to bring along, by name. */
  include?: string | readonly string[];
  /** The most rows in all. */
  limit?: number;
}
