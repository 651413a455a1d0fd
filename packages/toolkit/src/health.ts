import type { TokenHealth, UnknownExpiryReason, UnreachableReason } from "@huntkit/core";
import { isGuess } from "@huntkit/core/internal";
import { formatDateTime, formatDays, formatDaysFromNow, getTokenConsolePath } from "./wording.js";

/** The docs page about creating a token. */
export const tokenGuideUrl = "https://github.com/huntkit/huntkit/blob/main/docs/get-a-token.md";

/** Likely causes of a rejected token, as a sentence. */
export const rejectionCauses =
  "It was revoked, truncated, or mistyped, belongs to another instance, or expired some time ago: HUNT " +
  "does not keep expired tokens.";

/** Reasons why HUNT could not be reached, for a title. */
export const unreachableReasons: Readonly<Record<UnreachableReason, string>> = {
  dns: "the host name was not found (DNS)",
  refused: "the connection was refused",
  network: "there is no network route",
  tls: "the TLS connection failed or is not trusted",
  proxy: "the proxy denied the connection",
  reset: "the connection was reset",
  timeout: "no response in time (timeout)",
  redirect: "it redirects to another address",
  html: "the response is a web page, not the API (HTML)",
  truncated: "the response was truncated",
  "invalid-json": "the response is not valid JSON",
  "wrong-shape": "the response does not have the expected fields",
  "too-deep": "the response is nested too deeply",
  "too-large": "the response is too large",
  "not-http": "the server does not support HTTP",
  "unexpected-status": "it returned an unexpected status",
  "server-error": "server error (5xx)",
  "rate-limited": "too many requests (429)",
  forbidden: "the server or a proxy denied the request (403)",
  "not-hunt": "the HUNT API was not found at this address (404)",
};

/** Reasons why the expiry date of a valid token is unknown, as clauses. */
export const unknownExpiryReasons: Readonly<Record<UnknownExpiryReason, string>> = {
  "not-allowed": "its user is not allowed to list tokens",
  "no-route": "this instance has no list of tokens",
  "lookup-failed": "HUNT's list of tokens could not be read",
  "no-record": "HUNT does not list a token of this user",
  "no-date": "HUNT's record of it has no creation date",
  "date-contradicted": "the only known date has already passed",
};

const expirySources = {
  hunt: "by HUNT's own record",
  stated: "by the stated creation date",
  secret: "by the date of the secret",
} as const;

/** Returns a token's state in a few words, for a title. It does not contain text from HUNT. */
export function formatHealthTitle(health: TokenHealth): string {
  switch (health.status) {
    case "healthy":
      if (health.daysLeft === null) return "The HUNT token does not expire";
      return isGuess(health)
        ? `The HUNT token is healthy, but may expire ${formatDaysFromNow(health.daysLeft)}`
        : `The HUNT token is healthy: ${formatDays(health.daysLeft)} left`;
    case "expiring":
      return `The HUNT token ${formatExpires(health)} ${formatDaysFromNow(health.daysLeft)}`;
    case "expired":
      return "The HUNT token has expired";
    case "rejected":
      return "HUNT does not accept the token";
    case "unreachable":
      return `Could not reach HUNT: ${unreachableReasons[health.reason]}`;
    case "unknown-expiry":
      return "The HUNT token is valid, but its expiry date is unknown";
  }
}

/**
 * Returns the verb before an expiry date: `may expire` if the date is that of a guessed record, otherwise
 * `expires`.
 */
export function formatExpires(health: Pick<TokenHealth, "match">): "expires" | "may expire" {
  return isGuess(health) ? "may expire" : "expires";
}

/** Formats an expiry date with its source: `2026-12-04 18:00 UTC (by HUNT's own record)`. */
export function formatExpiry({ expiresAt, source }: Pick<TokenHealth, "expiresAt" | "source">): string {
  if (source === "none" || expiresAt === null) return "an unknown date";
  return `${formatDateTime(expiresAt)} (${expirySources[source]})`;
}

/**
 * Returns how to create a new token, as a sentence.
 *
 * @param role role of the token's user. Null if unknown.
 */
export function describeTokenCreation(role: string | null): string {
  return `Create a new token in HUNT: ${getTokenConsolePath(role)}.`;
}
