/** An object as JSON has it: neither null nor a list. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is an object as JSON has it. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value if it is an object, otherwise an empty one. */
export function toObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Whether a value is a list, of whatever. */
export function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

/** The value if it is a text. */
export function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Returns a value as JavaScript's String does: an object as `[object Object]`, and a list joined by commas. */
export function toText(value: unknown): string {
  // oxlint-disable-next-line typescript/no-base-to-string
  return String(value);
}

/** What an error says. */
export function getErrorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The system's code of an error, such as EADDRINUSE. */
export function getErrorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
