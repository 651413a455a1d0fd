/** A JSON object. Not null and not a list. */
export type JsonObject = Record<string, unknown>;

/** Returns whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns whether two names are the same on GitHub, which ignores case. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Creates a function that returns the time in GitHub's format: UTC, in seconds. */
export function createTimestamps(now: () => number): () => string {
  return () => new Date(now()).toISOString().replace(/\.\d+Z$/, "Z");
}

/** Returns the number of code points in a string. A character outside the basic plane counts once. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}
