import { isGuess, type TokenHealth, type UnknownExpiryReason, type UnreachableReason } from "@huntkit/core";
import { formatDateTime, formatDays, formatDaysFromNow, getTokenConsolePath } from "./wording.js";

/** The page about new tokens in huntkit's docs. */
export const tokenGuideUrl = "https://github.com/huntkit/huntkit/blob/main/docs/get-a-token.md";

/** Likely causes for which HUNT rejects a token, as a sentence. */
export const rejectionCauses =
  "It was revoked, cut or mistyped, belongs to another instance, or expired some time ago: HUNT forgets a token that has expired.";

/** Why HUNT could not be reached, for a title. */
export const unreachableReasons: Readonly<Record<UnreachableReason, string>> = {
  dns: "its name was not found (DNS)",
  refused: "the connection was refused",
  network: "no way through the network",
  tls: "no trusted TLS connection",
  proxy: "the proxy did not let it through",
  reset: "the connection broke",
  closed: "the check was already over",
  timeout: "no answer in time (timeout)",
  redirect: "it redirects elsewhere (redirect)",
  html: "a web page answered instead of the API (HTML)",
  truncated: "the answer was cut off",
  "invalid-json": "the answer is not valid JSON",
  "wrong-shape": "the answer has an unknown shape",
  "too-deep": "the answer is nested too deeply",
  "too-large": "the answer is too large",
  "not-http": "what answered does not speak HTTP",
  "unexpected-status": "an unexpected status",
  "server-error": "it failed to answer (5xx)",
  "rate-limited": "it asks for fewer requests (429)",
  forbidden: "the server or a proxy denied the request (403)",
  "not-hunt": "there is no HUNT API at this address (404)",
};

/** Why the expiry date of a valid token is unknown, as a clause. */
export const unknownExpiryReasons: Readonly<Record<UnknownExpiryReason, string>> = {
  "not-allowed": "its user may not list tokens",
  "no-route": "this instance has no list of tokens",
  "lookup-failed": "HUNT's list of tokens could not be read this time",
  "no-record": "HUNT lists no token of this user",
  "no-date": "HUNT's record of it has no creation date",
  "date-contradicted": "the only known date has already passed",
};

const expirySources = {
  hunt: "by HUNT's own record",
  stated: "by the stated creation date",
  secret: "by the date of the secret",
} as const;

/** Returns a token's state in a few words, for a title. They contain no text that others wrote. */
export function formatHealthTitle(health: TokenHealth): string {
  switch (health.status) {
    case "healthy":
      return health.daysLeft === null
        ? "The HUNT token does not expire"
        : isGuess(health)
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
 * Says where to create a new token, as a sentence.
 *
 * @param role role of the token's user; null if unknown
 */
export function describeTokenCreation(role: string | null): string {
  return `Create a new token in HUNT: ${getTokenConsolePath(role)}.`;
}
