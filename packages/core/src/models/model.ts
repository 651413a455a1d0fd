import * as z from "zod/mini";
import type { Schema } from "../http/parse-answer.js";

/** A kind of record in HUNT: where its rows live, and what a row looks like. */
export interface Model<T> {
  /** The model's path below the API base, in the plural: `Alerts`. */
  readonly route: string;
  /** Loose: fields that it does not name are kept. */
  readonly schema: Schema<T>;
}

/** Ties a route to the schema of its rows. */
export function defineModel<T>(route: string, schema: Schema<T>): Model<T> {
  return { route, schema };
}

/** A row of which nothing is known but its id. */
export const AnyRow = z.looseObject({ id: z.union([z.string(), z.number()]) });
export type AnyRow = z.infer<typeof AnyRow>;
