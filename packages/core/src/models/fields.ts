import * as z from "zod/mini";

/*
 * What rows consist of. Everything but the id may be absent or null: an answer to a filter with `fields` lacks the rest, and
 * HUNT's own list of fields is not public. Formats are not checked, so that a list of many rows costs little.
 */

/** A UUID, or for files the SHA-1. */
export const id = z.string();
export const text = z.nullish(z.string());
/** A number. Postgres's driver gives `bigint` and `numeric` as texts; these become numbers, as exact as those of JSON. */
export const number = z.nullish(
  z.union([z.number(), z.pipe(z.string().check(z.regex(/^-?\d+(\.\d+)?$/)), z.transform(Number))]),
);
export const boolean = z.nullish(z.boolean());
/** ISO 8601 in UTC, as HUNT wrote it. */
export const time = text;
/** The id of a row of another model. */
export const reference = text;
/** What may be of any type, since no public source tells. */
export const anything = z.optional(z.unknown());

/** One of the values that are known, or any other that a HUNT may bring; editors offer the known ones. */
export function openEnum<Known extends string>() {
  const value: z.ZodMiniType<Known | (string & {}), string> = z.string();
  return z.nullish(value);
}
