import { dayMs, isInstant, parseInstant, toIso } from "../dates.js";

/** Lifetime of a token in days (vendor's help page "Generating an API token"). */
export const tokenLifetimeDays = 365;

/**
 * The lifetime of a token. `endless` is reported by the server, and `unknown` means that no source has a
 * date.
 */
export type TokenLifetime =
  | { kind: "dated"; createdAt: string; expiresAt: string }
  | { kind: "endless" }
  | { kind: "unknown" };

/**
 * Returns the lifetime of a token: from `created` for `ttl` seconds if the server returns a valid `ttl`,
 * otherwise for 365 days.
 *
 * @param created ISO 8601; UTC without a time zone. Anything else results in `unknown`.
 * @param ttl seconds, as a number or a numeric string. LoopBack 3 uses -1 for endless, and rejects 0 and
 *   other negative numbers, so those are ignored. A number that exceeds the range of dates is also endless.
 */
export function getTokenLifetime(created: unknown, ttl?: unknown): TokenLifetime {
  const seconds = readTtl(ttl);
  if (seconds === -1) return { kind: "endless" };
  const createdMs = parseInstant(created);
  if (createdMs === null) return { kind: "unknown" };
  const expiresMs = createdMs + (seconds === null ? tokenLifetimeDays * dayMs : seconds * 1000);
  if (!isInstant(expiresMs)) return { kind: "endless" };
  return { kind: "dated", createdAt: toIso(createdMs), expiresAt: toIso(expiresMs) };
}

function readTtl(ttl: unknown): number | null {
  const isNumeric = typeof ttl === "number" || (typeof ttl === "string" && /^-?\d+(\.\d+)?$/.test(ttl));
  const seconds = isNumeric ? Number(ttl) : Number.NaN;
  return seconds > 0 || seconds === -1 ? seconds : null;
}

/**
 * Returns the number of complete days until an expiry date: 0 within the last day, and -1 within the first
 * day after it.
 *
 * @param expiresAt ISO 8601
 * @param now milliseconds since 1970
 */
export function getDaysLeft(expiresAt: string, now: number): number {
  const remainingMs = Date.parse(expiresAt) - now;
  return Math.floor((remainingMs > 0 ? remainingMs : remainingMs - 1) / dayMs);
}

/**
 * Returns whether a token has expired. It expires at exactly the millisecond of its expiry (LoopBack 3
 * accepts it while `elapsed < ttl`).
 */
export function isExpired(expiresAt: string, now: number): boolean {
  return now >= Date.parse(expiresAt);
}

/**
 * Returns the elapsed part of a token's lifetime, from 0 to 1.
 *
 * @param createdAt ISO 8601
 * @param expiresAt ISO 8601
 * @param now milliseconds since 1970
 */
export function getElapsedLifetime(createdAt: string, expiresAt: string, now: number): number {
  const [from, until] = [Date.parse(createdAt), Date.parse(expiresAt)];
  return until > from ? Math.min(1, Math.max(0, (now - from) / (until - from))) : 1;
}
