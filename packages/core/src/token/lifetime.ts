import { dayMs, isInstant, parseInstant, toIso } from "../dates.js";

/** A token lives a year from its creation (vendor's help page "Generating an API token"), in days. */
export const tokenLifetimeDays = 365;

/** What is known of how long a token lives. `endless` is a server that says so; `unknown` is nobody saying anything. */
export type TokenLifetime =
  | { kind: "dated"; createdAt: string; expiresAt: string }
  | { kind: "endless" }
  | { kind: "unknown" };

/**
 * How long a token lives: from `created` for `ttl` seconds where the server gives a usable `ttl`, else for
 * 365 days.
 *
 * @param created ISO 8601; without a zone, UTC. Anything else gives `unknown`.
 * @param ttl seconds, as a number or a numeric string. LoopBack 3 uses -1 for endless and refuses 0 and other
 *   negative numbers, so those count as not given. So many seconds that no date can hold the end are endless
 *   as well.
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
 * Returns the whole days until an expiry, rounded down: 0 within the last day, and -1 within the first day
 * after it.
 *
 * @param expiresAt ISO 8601
 * @param now milliseconds since 1970
 */
export function getDaysLeft(expiresAt: string, now: number): number {
  const leftMs = Date.parse(expiresAt) - now;
  return Math.floor((leftMs > 0 ? leftMs : leftMs - 1) / dayMs);
}

/** A token is dead from the very millisecond of its expiry, as LoopBack 3 counts (`elapsed < ttl` keeps it alive). */
export function isExpired(expiresAt: string, now: number): boolean {
  return now >= Date.parse(expiresAt);
}

/**
 * How much of a token's life is over, from 0 to 1.
 *
 * @param createdAt ISO 8601
 * @param expiresAt ISO 8601
 * @param now milliseconds since 1970
 */
export function getElapsedLifetime(createdAt: string, expiresAt: string, now: number): number {
  const [from, until] = [Date.parse(createdAt), Date.parse(expiresAt)];
  return until > from ? Math.min(1, Math.max(0, (now - from) / (until - from))) : 1;
}
