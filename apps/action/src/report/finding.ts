import type { TokenHealth, UnknownExpiryReason } from "@huntkit/core";
import {
  describeToken,
  describeTokenCreation,
  formatDays,
  formatExpiry,
  formatHealthTitle,
  getHealthCode,
  formatExpires,
  isGuess,
  rejectionCauses,
  tokenGuideUrl,
  unknownExpiryReasons,
  type ErrorCode,
} from "@huntkit/toolkit";
import type { Inputs } from "../inputs/inputs.js";

/** The result of a check in words, with a level. */
export interface Finding {
  /** An `error` fails the step. */
  level: "info" | "notice" | "warning" | "error";
  /** Empty for an error of the whole step, such as an invalid input. */
  title: string;
  /** What is known. It may contain text from HUNT: names, descriptions, error messages. */
  message: string;
  /** What to do. It contains no text from HUNT. Empty if there is nothing to do. */
  advice: string;
  /** Code in the catalog of errors; null for what is not a problem. */
  code: ErrorCode | null;
}

/** A failure of a feature. It becomes an annotation and a section of the job summary, and fails the step. */
export class FeatureError extends Error {
  readonly finding: Omit<Finding, "level">;

  constructor(finding: Omit<Finding, "level">, options?: ErrorOptions) {
    super(finding.message, options);
    this.finding = finding;
  }
}

type Asked = Pick<Inputs, "failDays" | "tokenDescription" | "secretName" | "secretsToken">;

/** Describes the health of a token. */
export function toFinding(health: TokenHealth, asked: Asked): Finding {
  return {
    title: formatHealthTitle(health),
    code: getHealthCode(health),
    ...toFindingDetails(health, asked),
  };
}

function toFindingDetails(
  health: TokenHealth,
  { failDays, tokenDescription, secretName, secretsToken }: Asked,
): Omit<Finding, "title" | "code"> {
  const token = describeToken(health);
  switch (health.status) {
    case "healthy": {
      const expiry =
        health.daysLeft === null
          ? "it does not expire"
          : `it ${formatExpires(health)} on ${formatExpiry(health)}`;
      return {
        level: "info",
        message: `HUNT accepts ${token}; ${expiry}.`,
        advice: explainGuess(health, tokenDescription),
      };
    }
    case "expiring": {
      const isTooLate = health.daysLeft < failDays;
      const limit = isTooLate ? `, sooner than the ${formatDays(failDays)} that fail-days asks for` : "";
      return {
        level: isTooLate ? "error" : "warning",
        message: `HUNT still accepts ${token}, but it ${formatExpires(health)} on ${formatExpiry(health)}${limit}.`,
        advice: [explainGuess(health, tokenDescription), explainRenewal(health.role)]
          .filter(Boolean)
          .join(" "),
      };
    }
    case "expired": {
      const expiry =
        health.expiresAt === null
          ? "HUNT itself says that it has expired"
          : `it expired on ${formatExpiry(health)}`;
      return {
        level: "error",
        message: `HUNT refuses ${token}: ${expiry}.`,
        advice: explainRenewal(health.role),
      };
    }
    case "rejected":
      return {
        level: "error",
        message: `HUNT refuses ${token}.`,
        advice: `${rejectionCauses} ${explainRenewal(health.role)}`,
      };
    case "unreachable":
      return {
        level: "error",
        message: `At ${health.instance}: ${health.error.message}`,
        advice: "Nothing is known of the token.",
      };
    case "unknown-expiry": {
      const problem = health.reason === "lookup-failed" ? ` ${health.error?.message}` : "";
      return {
        level: health.reason === "date-contradicted" ? "warning" : "notice",
        message: `HUNT accepts ${token}.${problem}`,
        advice: explainUnknownExpiry(health.reason, { secretName, secretsToken }),
      };
    }
  }
}

/**
 * Explains that the record is a guess, or that it is not the one that was named; empty if it is certain.
 * `wanted` is the value of the input `token-description`.
 */
export function explainGuess(health: TokenHealth, wanted: string | undefined): string {
  if (health.match?.by === "last use" && wanted !== undefined && health.description !== wanted.trim())
    return "HUNT describes this token differently from the input token-description. Correct the input.";
  if (!isGuess(health)) return "";
  if (wanted !== undefined && health.description !== wanted.trim()) {
    return "No token of this user has the description that the input token-description gives, so the date is that of the first to expire. Correct the input.";
  }
  if (health.match?.by === "description") {
    return "The token is identified only by its description, because HUNT does not show which token was just used. Another token may have the same description.";
  }
  return `${health.match?.candidates} tokens of this user could be this one, and HUNT does not show which one was just used, so the date is that of the first to expire.`;
}

/** Explains how to replace a token. */
export function explainRenewal(role: string | null): string {
  return `A HUNT token cannot be renewed. ${describeTokenCreation(role)} Then store it in the secret. How: ${tokenGuideUrl}`;
}

const otherDateInputs = {
  "secrets-token":
    "Or give secrets-token: it is empty, and secret-name alone does not tell the date of the secret.",
  "secret-name":
    "Or give secret-name: it is empty, and secrets-token alone does not tell the date of the secret.",
};

/** Returns why the expiry is unknown, and what to do about it: the date of the secret can be used instead if it can be read. */
export function explainUnknownExpiry(
  reason: UnknownExpiryReason,
  { secretName, secretsToken }: Pick<Inputs, "secretName" | "secretsToken">,
): string {
  const cause = `Reason: ${unknownExpiryReasons[reason]}.`;
  if (reason === "date-contradicted")
    return `${cause} Was the token replaced, and the input created not? State the day on which the present token was created.`;
  const advice =
    reason === "lookup-failed"
      ? "Run the check again."
      : "To be warned in time, state the day on which the token was created as the input created, such as created: 2026-03-31.";
  const explanation = `${cause} ${advice}`;
  if ((secretName === undefined) === (secretsToken === undefined)) return explanation;
  return `${explanation} ${otherDateInputs[secretName === undefined ? "secret-name" : "secrets-token"]}`;
}
