import { models as catalog } from "@huntkit/catalog";
import type { Collection, Model } from "./collection.js";
import type { Clock } from "./http/clock.js";
import { models } from "./models/models.js";
import type { Row } from "./paging/page.js";

type CollectionOf<M> =
  M extends Model<infer T extends Row, infer C> ? (C extends Collection<T> ? C : never) : never;

/** A collection for each model that huntkit knows: `alerts`, `agents`, ... */
export type Collections = { readonly [Name in keyof typeof models]: CollectionOf<(typeof models)[Name]> };

/**
 * Base class of the client, with the collections. Each is created on first use. A subclass must have `model`.
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- its members come from the list of models, below
export const WithCollections = class {} as new () => Collections;

// The models are read later, so a bundle can load them later. Tokens have their own methods.
for (const name of Object.keys(catalog).filter((each) => each !== "accessTokens")) {
  Object.defineProperty(WithCollections.prototype, name, {
    configurable: true,
    get(this: { model(model: Model<Row>): Collection<Row> }) {
      const value = this.model((models as unknown as Readonly<Record<string, Model<Row>>>)[name]!);
      Object.defineProperty(this, name, { value, configurable: true, writable: true });
      return value;
    },
  });
}

/** The parts of the client that tasks need: its collections and its clock. */
export type TaskClient = Collections & { readonly clock: Clock };
