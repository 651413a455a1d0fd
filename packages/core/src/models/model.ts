import * as z from "zod/mini";
import type { Collection, Model } from "../collection.js";
import type { Clock } from "../http/clock.js";
import type { Schema } from "../http/parse-response.js";
import type { Send } from "../http/request.js";
import type { Row } from "../paging/page.js";

/** Ties a route to the schema of its rows, and to the collection with the methods that the model has beside LoopBack's usual ones. */
export function defineModel<T extends Row, C extends Collection<T> = Collection<T>>(
  route: string,
  schema: Schema<T>,
  collection?: new (send: Send, model: Model<T>, clock?: Clock) => C,
): Model<T, C> {
  return { route, schema, collection };
}

/** A row of which nothing is known but its id. */
export const AnyRow = z.looseObject({ id: z.union([z.string(), z.number()]) });
export type AnyRow = z.infer<typeof AnyRow>;
