/** An object as JSON has it: neither null nor a list. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is an object as JSON has it. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two names are the same for GitHub, which takes no notice of case. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Makes a function that gives the time as GitHub writes it: UTC, to the second. */
export function createTimestamps(now: () => number): () => string {
  return () => new Date(now()).toISOString().replace(/\.\d+Z$/, "Z");
}

/** How many characters a text has: code points, so that a character outside the basic plane counts once. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}
