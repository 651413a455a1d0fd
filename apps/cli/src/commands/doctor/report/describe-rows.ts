import type { ValueKind } from "@huntkit/catalog";

/**
 * Matches the name of a declared property. Other names are not written to a report, because they could be data.
 */
const propertyName = /^[A-Za-z_]\w{0,47}$/;

/**
 * Describes rows without their values: each property with the type of its first value.
 *
 * @param rows rows of one model, read without `fields`
 */
export function describeRows(rows: readonly Readonly<Record<string, unknown>>[]): Record<string, ValueKind> {
  const kinds: Record<string, ValueKind> = {};
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (!propertyName.test(name)) continue;
      const known = kinds[name];
      if (known === undefined || known === "null") kinds[name] = getKind(value);
    }
  }
  return Object.fromEntries(Object.entries(kinds).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function getKind(value: unknown): ValueKind {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "string") return getStringKind(value);
  return typeof value as "number" | "boolean" | "object";
}

function getStringKind(value: string): ValueKind {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) return "uuid";
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) return "date";
  if (/^-?\d{1,19}$/.test(value)) return "numeric string";
  if (/^([\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/i.test(value)) return "hex";
  return "string";
}
