import { type TokenHealth } from "@huntkit/core";
import { formatDays, formatDaysFromNow, getTokenConsolePath, formatDateTime } from "@huntkit/toolkit";
import type { Inputs } from "../inputs/inputs.js";
import { explainUnknown, rejectionCauses, unreachableTitles } from "./reasons.js";

/** The result of a check in words, with a level. */
export interface Finding {
  /** An `error` fails the step. */
  level: "info" | "notice" | "warning" | "error";
  title: string;
  /** What is known. It may contain text from HUNT: names, descriptions, error messages. */
  message: string;
  /** What to do. It contains no text from HUNT. Empty if there is nothing to do. */
  advice: string;
}

type Asked = Pick<Inputs, "failDays" | "tokenDescription" | "secretName" | "secretsToken">;

/** Describes the health of a token. */
export function toFinding(
  health: TokenHealth,
  { failDays, tokenDescription: description, secretName, secretsToken }: Asked,
): Finding {
  switch (health.status) {
    case "healthy":
      return {
        level: "info",
        title:
          health.daysLeft === null
            ? "The HUNT token does not expire"
            : `The HUNT token is healthy: ${formatDays(health.daysLeft)} left`,
        message: `HUNT accepts ${describeToken(health)}; ${health.daysLeft === null ? "it does not expire" : `it expires on ${formatExpiry(health)}`}.`,
        advice: explainGuess(health, description),
      };
    case "expiring": {
      const isTooLate = health.daysLeft < failDays;
      const limit = isTooLate ? `, sooner than the ${formatDays(failDays)} that fail-days asks for` : "";
      return {
        level: isTooLate ? "error" : "warning",
        title: `The HUNT token expires ${formatDaysFromNow(health.daysLeft)}`,
        message: `HUNT still accepts ${describeToken(health)}, but it expires on ${formatExpiry(health)}${limit}.`,
        advice: [explainGuess(health, description), explainRenewal(health.role)].filter(Boolean).join(" "),
      };
    }
    case "expired":
      return {
        level: "error",
        title: "The HUNT token has expired",
        message: `HUNT refuses ${describeToken(health)}: ${health.expiresAt === null ? "HUNT itself says that it has expired" : `it expired on ${formatExpiry(health)}`}.`,
        advice: explainRenewal(health.role),
      };
    case "rejected":
      return {
        level: "error",
        title: "HUNT does not know the token",
        message: `HUNT refuses ${describeToken(health)}.`,
        advice: `${rejectionCauses} ${explainRenewal(health.role)}`,
      };
    case "unreachable":
      return {
        level: "error",
        title: `HUNT could not be asked: ${unreachableTitles[health.reason]}`,
        message: `At ${health.instance}: ${health.error.message}`,
        advice: "Nothing is known of the token.",
      };
    case "unknown-expiry":
      return {
        level: health.reason === "date-contradicted" ? "warning" : "notice",
        title: "The HUNT token works, but its expiry is unknown",
        message: `HUNT accepts ${describeToken(health)}.${health.reason === "lookup-failed" ? ` ${health.error?.message}` : ""}`,
        advice: explainUnknown(health.reason, { secretName, secretsToken }),
      };
  }
}

const guide = "https://github.com/huntkit/huntkit/blob/main/docs/get-a-token.md";

const sources = {
  hunt: "by HUNT's own record",
  stated: "by the stated creation date",
  secret: "by the date of the secret",
} as const;

/** Formats the expiry date with its source. */
export function formatExpiry({ expiresAt, source }: Pick<TokenHealth, "expiresAt" | "source">): string {
  return source === "none" || expiresAt === null
    ? "an unknown date"
    : `${formatDateTime(expiresAt)} (${sources[source]})`;
}

/** Returns whether the record that has the date might belong to another token. */
export function isGuess({ match }: TokenHealth): boolean {
  return match?.by === "earliest";
}

/** Describes the token by its description, if that is certain, its fingerprint, user, and instance, as far as they are known. */
export function describeToken(health: TokenHealth): string {
  const { description, fingerprint, user, instance } = health;
  const name = description === null || isGuess(health) ? fingerprint : `"${description}" (${fingerprint})`;
  return `the token ${name}${user === null ? "" : ` of ${user}`} at ${instance}`;
}

/** Explains that the record is a guess; empty if it is not. `wanted` is the value of the input `token-description`. */
export function explainGuess(health: TokenHealth, wanted: string | undefined): string {
  if (!isGuess(health)) return "";
  if (wanted !== undefined && health.description !== wanted.trim()) {
    return "No token of this user has the description that the input token-description gives, so the date is that of the first to expire. Correct the input.";
  }
  return `${health.match?.candidates} tokens of this user could be this one, so the date is that of the first to expire. Give each a description of its own, and name it in the input token-description.`;
}

/** Explains how to replace a token. */
export function explainRenewal(role: string | null): string {
  return `A HUNT token cannot be renewed. Create a new one in HUNT: ${getTokenConsolePath(role)}. Then store it in the secret. How: ${guide}`;
}
