import { isUuid } from "@huntkit/core";

/** LoopBack conditions that the core has not checked yet. */
export type Conditions = Readonly<Record<string, unknown>>;

/** Combines conditions, all of which must be met. Undefined and empty ones do not count. */
export function combineConditions(...conditions: readonly (Conditions | undefined)[]): Conditions {
  const given = conditions.filter((each) => each !== undefined && Object.keys(each).length > 0);
  return given.length > 1 ? { and: given } : (given[0] ?? {});
}

/**
 * Returns a pattern for a whole string in any case, in which `*` is any part. `ilike` would treat `_` and `%`
 * as any characters.
 * The pattern means the same in JavaScript and in PostgreSQL, where HUNT runs it.
 */
export function toExactPattern(text: string): RegExp {
  return new RegExp(`^${text.split("*").map(escapePattern).join(".*")}$`, "i");
}

/** Returns a condition that a property matches a text in the way of {@link toExactPattern}; undefined without a text. */
export function matchPattern(property: string, text: string | undefined): Conditions | undefined {
  return text === undefined ? undefined : { [property]: { regexp: toExactPattern(text) } };
}

/** Returns a condition that a property is one of some words; undefined without words. */
export function matchOneOf(property: string, words: readonly string[]): Conditions | undefined {
  return words.length === 0 ? undefined : { [property]: { inq: words } };
}

/**
 * Returns a condition for rows with a name in any case, in one of these properties, or with an ID. A `*` is a
 * `*`: it is one name.
 */
export function matchNameOrId(name: string, properties: readonly string[]): Conditions {
  const regexp = new RegExp(`^${escapePattern(name)}$`, "i");
  return matchAnyOrId(
    name,
    properties.map((property) => ({ [property]: { regexp } })),
  );
}

/**
 * Returns a condition for rows whose property is not this value. On its own, `neq` omits rows without a value
 * (PostgreSQL).
 */
export function matchOtherThan(property: string, value: string): Conditions {
  return { or: [{ [property]: { neq: value } }, { [property]: null }] };
}

/** Returns a condition for rows with exactly this `name`, or with an ID. */
export function matchExactNameOrId(name: string): Conditions {
  return matchAnyOrId(name, [{ name }]);
}

/** Says that nothing has a name, as a sentence. */
export function formatUnknownName(kind: string, name: string): string {
  return `No ${kind} named "${name}" found.`;
}

/** Says that several rows have a name, as a sentence. Their IDs should follow. */
export function formatAmbiguousName(kind: string, name: string): string {
  return `Multiple ${kind}s are named "${name}". Use one of these IDs:`;
}

/** Distinguishes rows of the same name: `Lab  0f8fad5b-…`. */
export function formatNameAndId(row: {
  readonly id: string;
  readonly name?: string | null | undefined;
}): string {
  return `${row.name ?? ""}  ${row.id}`;
}

function matchAnyOrId(name: string, conditions: readonly Conditions[]): Conditions {
  return { or: [...conditions, ...(isUuid(name) ? [{ id: name.toLowerCase() }] : [])] };
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
