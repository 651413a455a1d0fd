import { clockToleranceMs, dayMs, parseInstant } from "@huntkit/core/internal";

/**
 * A time in the past in the user's form: an age in milliseconds, or an instant in milliseconds since 1970.
 */
export type PastTime = { readonly agoMs: number } | { readonly atMs: number };

/** The forms that {@link parsePastTime} accepts, for error messages. */
export const pastTimeForms = "minutes, hours, or days such as 30m, 24h, or 7d";

/** How to fix a time that is not in the past, for error messages. */
export const futureTimeAdvice = "It is in the future (UTC). Use a time in the past.";

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 60 * 60_000, d: dayMs };

/**
 * Parses a time in the past: `30m`, `24h`, `7d`, or an ISO 8601 date or time. UTC is the default time zone.
 *
 * @returns null for any other string, and for `0m`. `5M` could be meant as months, so it is not minutes.
 */
export function parsePastTime(text: string): PastTime | null {
  const [, count, unit] = /^(\d{1,5})\s*([mhdHD])$/.exec(text.trim()) ?? [];
  if (count !== undefined && unit !== undefined) {
    const agoMs = Number(count) * unitMs[unit.toLowerCase()]!;
    return agoMs > 0 ? { agoMs } : null;
  }
  const atMs = parseInstant(text);
  return atMs === null ? null : { atMs };
}

/**
 * Returns whether a time is in the future, by the same rule as a condition on `createdOn`: five minutes are not, because
 * the clocks of two machines differ.
 *
 * @param atMs milliseconds since 1970, as is `now`
 */
export function isFutureTime(atMs: number, now: number): boolean {
  return atMs > now + clockToleranceMs;
}

/**
 * Returns the instant in milliseconds since 1970.
 *
 * @param now milliseconds since 1970
 */
export function resolvePastTime(time: PastTime, now: number): number {
  return "atMs" in time ? time.atMs : now - time.agoMs;
}
