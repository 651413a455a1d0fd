import { HuntInputError } from "../errors/hunt-error.js";
import { getDaysLeft, isExpired, getTokenLifetime, type TokenLifetime } from "./lifetime.js";
import type { ExpirySource } from "./token-health.js";

/** What people and CI know of a token's age where HUNT will not tell. */
export interface KnownDates {
  /** ISO 8601: when the token was created. */
  created?: string | undefined;
  /** ISO 8601: when the CI secret that holds the token was last stored. */
  secretUpdatedAt?: string | undefined;
}

/** A lifetime with a date, and who says so. */
export type DatedLifetime = Extract<TokenLifetime, { kind: "dated" }> & {
  source: Exclude<ExpirySource, "none">;
};

/**
 * The best date that is known without HUNT: a stated one before the secret's.
 *
 * @throws {HuntInputError} `input: "created"` or `"secretUpdatedAt"` when one is given that is no ISO 8601 date
 */
export function findKnownLifetime({ created, secretUpdatedAt }: KnownDates): DatedLifetime | null {
  if (created !== undefined) return { ...requireDate("created", created), source: "stated" };
  if (secretUpdatedAt !== undefined)
    return { ...requireDate("secretUpdatedAt", secretUpdatedAt), source: "secret" };
  return null;
}

function requireDate(input: string, text: string): Extract<TokenLifetime, { kind: "dated" }> {
  const lifetime = getTokenLifetime(text);
  if (lifetime.kind === "dated") return lifetime;
  throw new HuntInputError(
    input,
    "invalid",
    `${input}: it is no date. Write it like 2026-03-31 or 2026-03-31T09:30:00Z.`,
  );
}

/** A date with what it means now. `now` is in milliseconds since 1970. */
export function describeExpiry({ createdAt, expiresAt, source }: DatedLifetime, now: number) {
  return { createdAt, expiresAt, daysLeft: getDaysLeft(expiresAt, now), source };
}

/** What a date means for a token: `expiring` with fewer than `warnDays` whole days left. */
export function judgeExpiry(
  expiresAt: string,
  now: number,
  warnDays: number,
): "healthy" | "expiring" | "expired" {
  if (isExpired(expiresAt, now)) return "expired";
  return getDaysLeft(expiresAt, now) < warnDays ? "expiring" : "healthy";
}
