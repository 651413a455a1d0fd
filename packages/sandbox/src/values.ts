/** A JSON object: neither null nor a list. */
export type JsonObject = Record<string, unknown>;

/** Returns whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the value if it is an object, otherwise an empty object. */
export function toObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Returns whether a value is a list. */
export function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

/** Returns the value if it is a string. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/**
 * Converts a value to a string as JavaScript does: an object to `[object Object]`, and a list to its items
 * joined with commas.
 */
export function toText(value: unknown): string {
  // oxlint-disable-next-line typescript/no-base-to-string
  return String(value);
}

/** Returns the message of an error. */
export function getErrorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Returns the system's code of an error, such as EADDRINUSE. */
export function getErrorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
