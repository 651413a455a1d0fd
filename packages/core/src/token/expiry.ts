import { parseInstant } from "../dates.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { getDaysLeft, isExpired, getTokenLifetime, type TokenLifetime } from "./lifetime.js";
import type { ExpirySource } from "./token-health.js";

/** Dates of a token that people or CI systems know, if HUNT does not return them. */
export interface KnownDates {
  /** Creation date of the token (ISO 8601). */
  created?: string | undefined;
  /** Last update of the CI secret that contains the token (ISO 8601). */
  secretUpdatedAt?: string | undefined;
}

/** A lifetime with a date and its source. */
export type DatedLifetime = Extract<TokenLifetime, { kind: "dated" }> & {
  source: Exclude<ExpirySource, "none">;
};

/**
 * Returns the best date that is known without HUNT: a stated date, otherwise that of the secret.
 *
 * @throws {HuntInputError} `input: "created"` or `"secretUpdatedAt"` if it is not an ISO 8601 date
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
    `${input}: not a valid date. Use an ISO 8601 date, such as 2026-03-31 or 2026-03-31T09:30:00Z.`,
  );
}

/**
 * Requires that a stated creation date has passed. With a later date, the token would seem to be valid for longer
 * than it is.
 *
 * @param now milliseconds since 1970
 * @throws {HuntInputError} `input: "created"`, `problem: "future"`
 */
export function requirePastCreation({ created }: KnownDates, now: number): void {
  if (created === undefined || (parseInstant(created) ?? now) <= now) return;
  throw new HuntInputError(
    "created",
    "future",
    `created: "${created}" is in the future (UTC). Use the date on which the token was created, not the ` +
      "date on which it expires.",
  );
}

/** Returns a date with its days left. `now` is in milliseconds since 1970. */
export function describeExpiry({ createdAt, expiresAt, source }: DatedLifetime, now: number) {
  return { createdAt, expiresAt, daysLeft: getDaysLeft(expiresAt, now), source };
}

/** Returns the status of a date: `expiring` if fewer than `warnDays` complete days are left. */
export function judgeExpiry(
  expiresAt: string,
  now: number,
  warnDays: number,
): "healthy" | "expiring" | "expired" {
  if (isExpired(expiresAt, now)) return "expired";
  return getDaysLeft(expiresAt, now) < warnDays ? "expiring" : "healthy";
}
