import type * as catalog from "@huntkit/catalog";
import * as z from "zod/mini";
import type { Collection, Model } from "../collection.js";
import type { Clock } from "../http/clock.js";
import { hasUuids } from "../ids.js";
import { requireSchema, type Schema } from "../http/schema.js";
import type { Send } from "../http/request.js";
import type { Row } from "../paging/page.js";
import { toSchema } from "./schema.js";

/** A class of collections with a model's own methods. */
export type CollectionClass<T extends Row, C extends Collection<T>> = new (
  send: Send,
  model: Model<T>,
  clock?: Clock,
) => C;

/**
 * Defines a model: its route, the schema of its records, and a collection with methods besides LoopBack's.
 */
export function defineModel<T extends Row, C extends Collection<T> = Collection<T>>(
  route: string,
  schema: Schema<T>,
  collection?: CollectionClass<T, C>,
): Model<T, C> {
  requireSchema(schema);
  return { route, schema, collection };
}

/** A model of the catalog. Its schema is created on first use, which makes the package faster to import. */
export class CatalogModel<T extends Row, C extends Collection<T> = Collection<T>> implements Model<T, C> {
  readonly route: string;
  readonly collection: CollectionClass<T, C> | undefined;
  readonly hasUuids: boolean;
  readonly #fields: catalog.Fields;
  #schema: Schema<T> | undefined;

  constructor(model: catalog.Model<T>, collection?: CollectionClass<T, C>) {
    const { route, fields } = model;
    this.route = route;
    this.hasUuids = hasUuids(model);
    this.collection = collection;
    this.#fields = fields;
  }

  get schema(): Schema<T> {
    this.#schema ??= toSchema<T>(this.#fields);
    return this.#schema;
  }
}

/** A record with only its ID known. */
export interface AnyRow {
  id: string | number;
  [name: string]: unknown;
}

/** The schema of a record with only its ID known. */
export const AnyRow: Schema<AnyRow> = toSchema<AnyRow>({
  id: { type: "string", accepts: ["string", "number"], description: "" },
});

/** The response of `GET version`. It needs no token, so it proves only that the instance can be reached. */
export interface Version {
  /** Version of the server, such as `3008.0.1.2800`. */
  serverVersion: string;
  [name: string]: unknown;
}

export const versionSchema: Schema<Version> = z.looseObject({ serverVersion: z.string() });
