/** Reads fields of JSON whose shape is not known. */

/** Returns a field of an object; undefined if there is none. */
export function getValue(data: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    data,
  );
}

/** Returns a field that is a string; undefined otherwise. */
export function getText(data: unknown, ...path: readonly string[]): string | undefined {
  const value = getValue(data, ...path);
  return typeof value === "string" ? value : undefined;
}

/** Returns a field that is an object; undefined otherwise. */
export function getObject(data: unknown, ...path: readonly string[]): Record<string, unknown> | undefined {
  const value = getValue(data, ...path);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/**
 * Returns whether all numbers of JSON are kept exactly if it is parsed and written again.
 */
export function hasExactNumbers(data: unknown): boolean {
  if (typeof data === "number") return !Number.isInteger(data) || Number.isSafeInteger(data);
  if (typeof data !== "object" || data === null) return true;
  return Object.values(data).every(hasExactNumbers);
}
