import type { TokenHealth } from "@huntkit/core";
import { isGuess } from "@huntkit/core/internal";
import {
  formatDateTime,
  formatDaysFromNow,
  formatExpiry,
  formatHealthTitle,
  getTokenName,
  rejectionCauses,
  unknownExpiryReasons,
} from "@huntkit/toolkit";
import type { ExitCode } from "../program/errors.js";

/** Exit codes for the states of a token. */
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

/** Colors for the states of a token. */
export const statusColors: Record<TokenHealth["status"], "green" | "yellow" | "red"> = {
  healthy: "green",
  expiring: "yellow",
  expired: "red",
  rejected: "red",
  unreachable: "red",
  "unknown-expiry": "yellow",
};

/** Formats the state of a token as one line, with a sign such as ✓. */
export function formatHeadline(health: TokenHealth): string {
  return `${statusSigns[health.status]} ${describeHealth(health)}`;
}

/** Describes the state of a token in sentences. */
export function describeHealth(health: TokenHealth): string {
  const title = formatHealthTitle(health);
  switch (health.status) {
    case "healthy":
    case "expiring":
      return `${title}.`;
    case "expired":
      return health.daysLeft === null ? `${title}.` : `${title} (${formatDaysFromNow(health.daysLeft)}).`;
    case "rejected":
      return `${title}. ${rejectionCauses}`;
    case "unreachable":
      return `The token could not be checked: ${health.error.message}`;
    case "unknown-expiry":
      return `${title}: ${unknownExpiryReasons[health.reason]}.`;
  }
}

/** Returns the known properties of a token as pairs of name and value. The values are not escaped. */
export function listHealthParts(health: TokenHealth): readonly (readonly [string, unknown])[] {
  const { instance, user, role, description, createdAt, expiresAt, match } = health;
  return [
    ["Instance", instance],
    ["User", user],
    ["Role", role],
    [
      "Description",
      description !== null && isGuess(health) ? `${description}, ${describeGuess(match)}` : description,
    ],
    getTokenName(health),
    ["Created", createdAt && formatDateTime(createdAt)],
    [isGuess(health) ? "May expire" : "Expires", expiresAt && formatExpiry(health)],
  ];
}

/** Describes how the guessed record of a token was chosen. */
function describeGuess(match: TokenHealth["match"]): string {
  const candidates = match?.candidates ?? 0;
  if (match?.by === "description") return "by its description only";
  return candidates > 1 ? `the earliest of ${candidates} candidates` : "the only candidate";
}
