import type { TokenHealth, UnknownExpiryReason } from "@huntkit/core";
import { isGuess } from "@huntkit/core/internal";
import {
  describeToken,
  describeTokenCreation,
  formatDays,
  formatExpiry,
  formatHealthTitle,
  getHealthCode,
  formatExpires,
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
  /** What happened. It may contain text from HUNT: names, descriptions, and error messages. */
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

type FindingInputs = Pick<Inputs, "failDays" | "tokenDescription" | "secretName" | "secretsToken">;

/** Describes the health of a token. */
export function toFinding(health: TokenHealth, inputs: FindingInputs): Finding {
  return {
    title: formatHealthTitle(health),
    code: getHealthCode(health),
    ...toFindingDetails(health, inputs),
  };
}

function toFindingDetails(
  health: TokenHealth,
  { failDays, tokenDescription, secretName, secretsToken }: FindingInputs,
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
        message: `HUNT accepts ${token}, and ${expiry}.`,
        advice: explainGuess(health, tokenDescription),
      };
    }
    case "expiring": {
      const isTooLate = health.daysLeft < failDays;
      const limit = isTooLate ? `, which is in fewer than ${formatDays(failDays)} ('fail-days')` : "";
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
          ? "according to HUNT, it has expired"
          : `it expired on ${formatExpiry(health)}`;
      return {
        level: "error",
        message: `HUNT rejects ${token}: ${expiry}.`,
        advice: explainRenewal(health.role),
      };
    }
    case "rejected":
      return {
        level: "error",
        message: `HUNT rejects ${token}.`,
        advice: `${rejectionCauses} ${explainRenewal(health.role)}`,
      };
    case "unreachable":
      return {
        level: "error",
        message: `Could not check the token at ${health.instance}: ${health.error.message}`,
        advice: "",
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
 * Explains that HUNT's record of the token is a guess, or that its description is not the expected one. Empty
 * if the record is certain.
 *
 * @param wanted the input `token-description`
 */
function explainGuess(health: TokenHealth, wanted: string | undefined): string {
  if (health.match?.by === "last use" && wanted !== undefined && health.description !== wanted.trim())
    return "The description of this token in HUNT differs from 'token-description'. Correct the input.";
  if (!isGuess(health)) return "";
  if (wanted !== undefined && health.description !== wanted.trim()) {
    return (
      "No token of this user has the description in 'token-description', so the expiry date is that of " +
      "the first token to expire. Correct the input."
    );
  }
  if (health.match?.by === "description") {
    return (
      "The token is identified only by its description, because HUNT does not return which token was " +
      "used last. Another token may have the same description."
    );
  }
  return (
    `This could be any of ${health.match?.candidates} tokens of this user, and HUNT does not return which one ` +
    "was used last. The expiry date is that of the first token to expire. Set 'token-description'."
  );
}

/** Explains how to replace a token. */
export function explainRenewal(role: string | null): string {
  return `A HUNT token cannot be renewed. ${describeTokenCreation(role)} Then store it in the secret. For details, see ${tokenGuideUrl}`;
}

/**
 * Explains why the expiry date is unknown, and what to do about it. If the date of the secret can be read, it
 * is used instead.
 */
function explainUnknownExpiry(
  reason: UnknownExpiryReason,
  { secretName, secretsToken }: Pick<Inputs, "secretName" | "secretsToken">,
): string {
  const cause = `Reason: ${unknownExpiryReasons[reason]}.`;
  if (reason === "date-contradicted")
    return `${cause} If the token was replaced, set 'created' to the creation date of the new token.`;
  const advice =
    reason === "lookup-failed"
      ? "Run the check again."
      : "To be warned in time, set 'created' to the creation date of the token, for example 2026-03-31.";
  const explanation = `${cause} ${advice}`;
  if (secretName === undefined || secretsToken !== undefined) return explanation;
  return `${explanation} Or set 'secrets-token': 'secret-name' requires it to read the date of the secret.`;
}
