/** Milliseconds in a day. huntkit calculates in UTC, where every day has the same length. */
export const dayMs = 86_400_000;

/** Maximum difference between the clocks of two machines, in milliseconds. A time this far in the future can be now. */
export const clockToleranceMs = 5 * 60_000;

/** The last instant that a JavaScript date can hold, in milliseconds since 1970 (ECMA-262, "Time Values"). */
export const lastInstant = 8.64e15;

const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** The form of most times, which needs no conversion. */
const utc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/**
 * Parses an ISO 8601 date, or date and time, as milliseconds since 1970. Without a time zone it is UTC, as in
 * HUNT's responses.
 *
 * @returns null for anything else, and for a day that does not exist, such as 30 February
 */
export function parseInstant(text: unknown): number | null {
  if (typeof text !== "string") return null;
  if (utc.test(text)) return parseExisting(text);
  const [, day = "", time = "00:00", zone = "Z"] = iso.exec(text.trim()) ?? [];
  return day === "" ? null : parseExisting(`${day}T${time}${zone.toUpperCase()}`);
}

function parseExisting(time: string): number | null {
  const instant = Date.parse(time);
  return !Number.isNaN(instant) && dayExists(time.slice(0, 10)) ? instant : null;
}

/** Returns whether a day exists. JavaScript reads 30 February as 2 March. Every month has 28 days. */
function dayExists(day: string): boolean {
  if (day.slice(-2) <= "28") return true;
  const midnight = Date.parse(`${day}T00:00Z`);
  return !Number.isNaN(midnight) && toIso(midnight).startsWith(day);
}

/** Returns whether a number of milliseconds since 1970 can be written as a date. */
export function isInstant(ms: number): boolean {
  return Math.abs(ms) <= lastInstant;
}

/** Returns an instant as ISO 8601 in UTC, with milliseconds. */
export function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
