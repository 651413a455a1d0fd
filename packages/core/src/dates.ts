/** Milliseconds in a day. All of huntkit counts in UTC, where every day has as many. */
export const dayMs = 86_400_000;

/** The farthest instant that a JavaScript date can hold, in milliseconds since 1970 (ECMA-262, "Time Values"). */
export const lastInstant = 8.64e15;

const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Reads an ISO 8601 date or date and time as milliseconds since 1970. Without a zone it is UTC, as HUNT writes its
 * times. Anything else, or a day that does not exist such as 30 February, is null.
 */
export function parseInstant(text: unknown): number | null {
  const parts = typeof text === "string" ? iso.exec(text.trim()) : null;
  if (!parts) return null;
  const [, day = "", time = "00:00", zone = "Z"] = parts;
  const midnight = Date.parse(`${day}T00:00Z`);
  const instant = Date.parse(`${day}T${time}${zone.toUpperCase()}`);
  const dayExists = !Number.isNaN(midnight) && toIso(midnight).startsWith(day);
  return dayExists && !Number.isNaN(instant) ? instant : null;
}

/** Whether a number of milliseconds since 1970 can be written as a date. */
export function isInstant(ms: number): boolean {
  return Math.abs(ms) <= lastInstant;
}

/** An instant as ISO 8601 in UTC, with milliseconds. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
