import { listFirst } from "@huntkit/toolkit";
import { isUuid } from "@huntkit/core";
import { CommandError } from "../program/errors.js";

/** Conditions in LoopBack's words, before the core has checked them. */
export type Conditions = Readonly<Record<string, unknown>>;

/** All of them at once; those that are absent do not count. */
export function combineConditions(...conditions: readonly (Conditions | undefined)[]): Conditions {
  const some = conditions.filter((each) => each !== undefined && Object.keys(each).length > 0);
  return some.length > 1 ? { and: some } : (some[0] ?? {});
}

/**
 * A text that is exactly this, whatever its case; `*` stands for any part. LoopBack's `ilike` would find it within longer
 * ones, and take `_` for any character.
 */
export function toExactPattern(text: string): RegExp {
  return new RegExp(`^${text.split("*").map(escapePattern).join(".*")}$`, "i");
}

/** A condition on a property that a flag gave a text for, as {@link toExactPattern} reads it. */
export function matchPattern(property: string, text: string | undefined): Conditions | undefined {
  return text === undefined ? undefined : { [property]: { regexp: toExactPattern(text) } };
}

/** A condition on a property that a flag gave words for: it is one of them. */
export function matchOneOf(property: string, words: readonly string[]): Conditions | undefined {
  return words.length === 0 ? undefined : { [property]: { inq: words } };
}

/** What goes by a name, by an id, or by one of the other properties, as people tell it. */
export function matchNameOrId(name: string, properties: readonly string[]): Conditions {
  return {
    or: [
      ...properties.map((property) => ({ [property]: { regexp: toExactPattern(name) } })),
      ...(isUuid(name) ? [{ id: name.toLowerCase() }] : []),
    ],
  };
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/**
 * The one that a person means.
 *
 * @param found what goes by the name
 * @param wanted the name, as it was written
 * @param kind what it is, such as `target group`
 * @param describe tells one from the others, with its id
 * @param advice what to do where there is none
 * @throws {CommandError} where there is none, or where several go by the name, with these
 */
export function pickOne<T>(
  found: readonly T[],
  wanted: string,
  kind: string,
  describe: (row: T) => string,
  advice: string,
): T {
  const [row, ...others] = found;
  if (row === undefined) throw new CommandError(`HUNT has no ${kind} "${wanted}".`, advice);
  if (others.length === 0) return row;
  throw new CommandError(
    `${found.length} ${kind}s go by "${wanted}".`,
    ["Give the id of the one that is meant:", ...listFirst(found.map(describe))].join("\n  "),
  );
}

/** Tells what has a name, such as a target group, from others of that name. */
export function formatNameAndId({
  id,
  name,
}: {
  readonly id: string;
  readonly name?: string | null | undefined;
}): string {
  return `${name ?? ""}  ${id}`;
}
