import type * as catalog from "@huntkit/catalog";
import * as z from "zod/mini";
import type { Collection, Model } from "../collection.js";
import type { Clock } from "../http/clock.js";
import type { Schema } from "../http/parse-response.js";
import type { Send } from "../http/request.js";
import type { Row } from "../paging/page.js";
import { toSchema } from "./schema.js";

/** Makes a collection with a model's own methods. */
export type CollectionClass<T extends Row, C extends Collection<T>> = new (
  send: Send,
  model: Model<T>,
  clock?: Clock,
) => C;

/** Ties a route to the schema of its records, and to the collection with the methods that the model has besides LoopBack's. */
export function defineModel<T extends Row, C extends Collection<T> = Collection<T>>(
  route: string,
  schema: Schema<T>,
  collection?: CollectionClass<T, C>,
): Model<T, C> {
  return { route, schema, collection };
}

/** A model of the catalog. Its schema is made when it is first used, which keeps the import of the package quick. */
export class CatalogModel<T extends Row, C extends Collection<T> = Collection<T>> implements Model<T, C> {
  readonly route: string;
  readonly collection: CollectionClass<T, C> | undefined;
  readonly #fields: catalog.Fields;
  #schema: Schema<T> | undefined;

  constructor({ route, fields }: catalog.Model<T>, collection?: CollectionClass<T, C>) {
    this.route = route;
    this.collection = collection;
    this.#fields = fields;
  }

  get schema(): Schema<T> {
    this.#schema ??= toSchema<T>(this.#fields);
    return this.#schema;
  }
}

/** A record of which only the ID is known. */
export const AnyRow = z.looseObject({ id: z.union([z.string(), z.number()]) });
export type AnyRow = z.infer<typeof AnyRow>;

/** What `GET version` returns without a token: it proves only that the instance can be reached. */
export const Version = z.looseObject({ serverVersion: z.string() });
export type Version = z.infer<typeof Version>;
