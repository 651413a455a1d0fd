import { isUuid } from "@huntkit/core/internal";

/** LoopBack conditions that core has not checked yet. */
export type Conditions = Readonly<Record<string, unknown>>;

/** Combines conditions with `and`. Undefined and empty ones are ignored. */
export function combineConditions(...conditions: readonly (Conditions | undefined)[]): Conditions {
  const given = conditions.filter((each) => each !== undefined && Object.keys(each).length > 0);
  return given.length > 1 ? { and: given } : (given[0] ?? {});
}

/**
 * Returns a pattern that matches a whole string in any case. A `*` matches any part. It does not use `ilike`,
 * because that treats `_` and `%` as wildcards. The pattern has the same meaning in JavaScript and in
 * PostgreSQL.
 */
export function toExactPattern(text: string): RegExp {
  return new RegExp(`^${text.split("*").map(escapePattern).join(".*")}$`, "i");
}

/** Returns a pattern that matches a whole string in any case. A `*` is literal. */
export function toLiteralPattern(text: string): RegExp {
  return new RegExp(`^${escapePattern(text)}$`, "i");
}

/** Returns a condition that one of the patterns of {@link toExactPattern} matches, or undefined without patterns. */
export function matchPattern(property: string, texts: readonly string[] = []): Conditions | undefined {
  const conditions = texts.map((text) => ({ [property]: { regexp: toExactPattern(text) } }));
  return conditions.length > 1 ? { or: conditions } : conditions[0];
}

/** Returns a condition that a property has one of several values, or undefined without values. */
export function matchOneOf(property: string, words: readonly string[]): Conditions | undefined {
  return words.length === 0 ? undefined : { [property]: { inq: words } };
}

/**
 * Returns a condition for rows with a name in any case, in one of these properties, or with an ID. A `*` is
 * literal.
 */
export function matchNameOrId(name: string, properties: readonly string[]): Conditions {
  const regexp = toLiteralPattern(name);
  const conditions: Conditions[] = properties.map((property) => ({ [property]: { regexp } }));
  return { or: [...conditions, ...(isUuid(name) ? [{ id: name.toLowerCase() }] : [])] };
}

/**
 * Returns a condition for rows whose property does not have this value, or has no value. `neq` omits rows without
 * a value (PostgreSQL).
 */
export function matchOtherThan(property: string, value: string): Conditions {
  return { or: [{ [property]: { neq: value } }, { [property]: null }] };
}

/**
 * Returns the rows with exactly this name, or with the ID, if there are any. Otherwise, it returns all rows, whose names
 * differ only in case. It is the same rule as in the core.
 *
 * @param rows rows that match {@link matchNameOrId}
 * @param properties properties that the name can be in
 */
export function preferExactName<T extends { readonly id: string | number }>(
  rows: readonly T[],
  name: string,
  properties: readonly string[] = ["name"],
): readonly T[] {
  const exact = rows.filter(
    (row) =>
      String(row.id) === name.toLowerCase() ||
      properties.some((property) => (row as Readonly<Record<string, unknown>>)[property] === name),
  );
  return exact.length > 0 ? exact : rows;
}

/** Formats an error for an unknown name. */
export function formatUnknownName(kind: string, name: string): string {
  return `No ${kind} named "${name}" found.`;
}

/** Formats an error for an ambiguous name. The caller appends the IDs. */
export function formatAmbiguousName(kind: string, name: string): string {
  return `Multiple ${kind}s are named "${name}". Use one of these IDs:`;
}

/** Formats a row's name and ID, to distinguish rows of the same name: `Lab  0f8fad5b-…`. */
export function formatNameAndId(row: {
  readonly id: string | number;
  readonly name?: string | null | undefined;
}): string {
  return `${row.name ?? ""}  ${row.id}`;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
