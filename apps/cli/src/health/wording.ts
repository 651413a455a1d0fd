import { formatDateTime, formatDaysFromNow } from "@huntkit/toolkit";
import { type TokenHealth, type UnknownExpiryReason } from "@huntkit/core";
import type { ExitCode } from "../program/errors.js";

/** The exit code that tells a token's state to other programs. */
export const statusExitCodes: Record<TokenHealth["status"], ExitCode> = {
  healthy: 0,
  expiring: 10,
  expired: 11,
  rejected: 12,
  unreachable: 13,
  "unknown-expiry": 14,
};

const statusSigns: Record<TokenHealth["status"], string> = {
  healthy: "✓",
  expiring: "!",
  expired: "✗",
  rejected: "✗",
  unreachable: "?",
  "unknown-expiry": "?",
};

/** A word's colour, by how much there is to do. */
export const statusColors: Record<TokenHealth["status"], "green" | "yellow" | "red"> = {
  healthy: "green",
  expiring: "yellow",
  expired: "red",
  rejected: "red",
  unreachable: "red",
  "unknown-expiry": "yellow",
};

/** A token's state in one line, with its sign. */
export function formatHeadline(health: TokenHealth): string {
  return `${statusSigns[health.status]} ${describeHealth(health)}`;
}

/** A token's state in a sentence. */
export function describeHealth(health: TokenHealth): string {
  switch (health.status) {
    case "healthy":
      return health.daysLeft === null
        ? "The token is healthy; HUNT says that it never expires."
        : `The token is healthy: it expires ${formatDaysFromNow(health.daysLeft)}.`;
    case "expiring":
      return `The token expires ${formatDaysFromNow(health.daysLeft)}.`;
    case "expired":
      return health.daysLeft === null
        ? "The token has expired, HUNT says."
        : `The token expired ${formatDaysFromNow(health.daysLeft)}.`;
    case "rejected":
      return "HUNT does not accept the token: it expired some time ago, was revoked or mistyped, or is of another instance.";
    case "unreachable":
      return `Nothing is known of the token: ${health.error.message}`;
    case "unknown-expiry":
      return `The token works, but nobody says until when: ${unknownReasons[health.reason]}.`;
  }
}

const unknownReasons: Record<UnknownExpiryReason, string> = {
  "not-allowed": "its user may not list tokens",
  "no-route": "this instance has no list of tokens",
  "lookup-failed": "the list of tokens could not be read this time",
  "no-record": "HUNT lists no token of this user",
  "no-date": "HUNT's record of it holds no date",
  "date-contradicted": "the only date known for it has passed already",
};

const sources = {
  hunt: "by HUNT's own record",
  stated: "by the creation date that was stated",
  secret: "by the date of the secret",
} as const;

/** The parts of a finding, for people; what others wrote is still to be made harmless. */
export function listHealthParts(health: TokenHealth): readonly (readonly [string, unknown])[] {
  const { instance, user, role, description, fingerprint, createdAt, expiresAt, source, match } = health;
  const guess =
    match?.by === "earliest"
      ? `, ${match.candidates > 1 ? `the first of ${match.candidates}` : "the only one"} that it may be`
      : "";
  return [
    ["Instance", instance],
    ["User", user],
    ["Role", role],
    ["Description", description === null ? null : `${description}${guess}`],
    ["Fingerprint", fingerprint],
    ["Created", createdAt && formatDateTime(createdAt)],
    ["Expires", expiresAt && `${formatDateTime(expiresAt)}, ${sources[source]}`],
  ];
}
