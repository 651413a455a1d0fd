import type { TokenHealth, TokenRecord } from "@huntkit/core";
import {
  type MarkdownText,
  formatMarkdownTable,
  markdown,
  toMarkdown,
  toMarkdownCode,
} from "@huntkit/core/escape";
import { formatDateTime, formatDays, formatExpiry, getTokenName } from "@huntkit/toolkit";
import type { Finding } from "../report/finding.js";
import type { RotationResult, RotationStep } from "@huntkit/core/rotation";
import { toListedDescription } from "./rotation-description.js";
import type { RotationPlace } from "./secret-place.js";

type Rotated = Extract<RotationResult, { outcome: "rotated" | "old token left" }>;
type Stopped = Exclude<RotationResult, Rotated>;

/** The steps of a rotation, after "while". */
const activities: Readonly<Record<RotationStep, string>> = {
  "prove store": "checking that the secret can be written",
  "create token": "creating a new token",
  "find lost token": "creating a new token",
  "verify token": "verifying the new token",
  "check store": "checking for other rotations",
  "write store": "storing the new token",
  "verify store": "verifying the stored token",
  "revoke old token": "revoking the old token",
  "revoke new token": "revoking the new token",
};

/**
 * Describes a rotation that stored the new token in the secret.
 *
 * @param oldName description of the old token; null if it is unknown which one that was
 */
export function describeRotated(
  rotated: Rotated,
  oldName: string | null,
  place: RotationPlace,
  revokeOld: boolean,
): Finding {
  const which = oldName === null ? "The old token" : `The old token "${oldName}"`;
  const message = `The secret ${place.title} holds the new token "${rotated.record.description}".`;
  const title = "Rotated the HUNT token";
  if (rotated.outcome === "old token left")
    return {
      code: "ACTION_OLD_TOKEN_LEFT",
      level: "warning",
      title: `${title}, but the old one is still valid`,
      message: `${message} ${which} could not be revoked: ${rotated.error.message}`,
      advice: "Revoke it in HUNT.",
    };
  if (rotated.old === "revoked")
    return { code: null, level: "notice", title, message: `${message} ${which} was revoked.`, advice: "" };
  if (!revokeOld)
    return {
      code: null,
      level: "notice",
      title,
      message: `${message} The old token is still valid, because 'revoke-old' is false.`,
      advice: "",
    };
  const reason =
    rotated.old === "unconfirmed"
      ? "its last use in HUNT did not change with exactly the requests of this run. Another program uses it, too, or it is another token"
      : "HUNT did not show which one of the user's tokens it was";
  return {
    code: "ACTION_OLD_TOKEN_LEFT",
    level: "warning",
    title: `${title}, but the old one is still valid`,
    message,
    advice: `The old token was not revoked, because ${reason}. Revoke it in HUNT.`,
  };
}

/** Describes a rotation that stopped. The token in use is still valid in each case. */
export function describeStopped(stopped: Stopped): Finding {
  const { step, reason, isSuperseded } = stopped.failure;
  const left = describeLeftovers(stopped);
  const what = `Error while ${activities[step]}: ${reason.message} ${left}`;
  if ("client" in stopped)
    return {
      code: "ACTION_OLD_TOKEN_LEFT",
      level: "warning",
      title: "Rotated the HUNT token, but the old one is still valid",
      message: what,
      advice: "",
    };
  if (isSuperseded)
    return {
      code: "ACTION_ROTATION_SUPERSEDED",
      level: "warning",
      title: "Rotation stopped: another run is in progress",
      message: `${reason.message} ${left}`,
      advice: "Set a concurrency group for the job, so only one run rotates at a time.",
    };
  return toFailure(what);
}

function toFailure(message: string): Finding {
  return {
    code: "ACTION_ROTATION_FAILED",
    level: "error",
    title: "Could not rotate the HUNT token",
    message,
    advice: "The old token is unchanged. Fix the cause. The next run tries again.",
  };
}

/** Describes what a rotation that stopped has left, and what to do about it. */
function describeLeftovers(stopped: Stopped): string {
  if (stopped.outcome === "not created") return "No token was created.";
  if (stopped.outcome === "rolled back") return "The new token was revoked.";
  if (stopped.left === "maybe created")
    return stopped.search instanceof Error
      ? `If HUNT created a token anyway, its description is "${stopped.description}". Revoke it in HUNT, or wait for a later run to do so.`
      : "HUNT does not list a new token. If it appears later, a later run revokes it.";
  const description = toListedDescription(stopped.record);
  switch (stopped.left) {
    case "new token":
      return `The new token "${description}" could not be revoked (${stopped.error.message}). Revoke it in HUNT, or wait for a later run to do so.`;
    case "old token":
      return `The new token "${description}" was stored. The old one was not revoked. Revoke it in HUNT after the next successful run.`;
    case "both tokens":
      return (
        stopped.detail ??
        `It is unknown if the new token "${description}" was stored, so neither it nor the old one was revoked. If it was not stored, a run in an hour or later revokes it. If it was stored, revoke the old one in HUNT.`
      );
  }
}

/**
 * Describes a secret that cannot be read, or does not hold the token in use. An error if the rotation is due,
 * otherwise a warning.
 */
export function describeUnusableSecret(error: unknown, isDue: boolean): Finding {
  const { message } = error as Error;
  return isDue
    ? toFailure(`${message} No token was created.`)
    : {
        code: "ACTION_ROTATION_BLOCKED",
        level: "warning",
        title: "The next rotation would fail",
        message,
        advice: "Fix this before the rotation is due.",
      };
}

/** Describes a failed request while the run was proving which token is the old one. */
export function describeUnprovenToken(error: unknown): Finding {
  const { message } = error as Error;
  return toFailure(`Error while identifying the old token: ${message} No token was created.`);
}

/** Describes a token of another run, which may be about to store it. */
export function describeInProgress(description: string): Finding {
  return {
    code: "ACTION_ROTATION_IN_PROGRESS",
    level: "warning",
    title: "Rotation skipped: another run is in progress",
    message: `Another run created the token "${description}" less than an hour ago. It is still running, or was interrupted.`,
    advice: "If the token was not stored, a run in an hour or later revokes it, and rotates.",
  };
}

/** Describes what a rotation would do. */
export function describeDryRun(
  daysLeft: number,
  rotateDays: number,
  oldName: string | null,
  place: RotationPlace,
  revokeOld: boolean,
): Finding {
  const message =
    `The token expires in ${formatDays(daysLeft)}, and 'rotate-days' is ${rotateDays}. ` +
    `A rotation would create a new token in HUNT, and store it in the secret ${place.title}.`;
  const old =
    oldName === null
      ? "It would not revoke the old token, because it is unknown which of the user's tokens that is."
      : `It would revoke the old token "${oldName}".`;
  const kept = "It would not revoke the old token, because 'revoke-old' is false.";
  return {
    code: null,
    level: "notice",
    title: "Dry run: the HUNT token would be rotated",
    message: `${message} ${revokeOld ? old : kept}`,
    advice: "Nothing was changed. The dry run does not check that the secret can be written.",
  };
}

/** Formats the section about the rotation for the job summary. */
export function formatRotationCard(
  { title, level }: Finding,
  place: RotationPlace,
  { description }: TokenRecord,
  health: TokenHealth,
): MarkdownText {
  const [label, name] = getTokenName(health);
  const rows = [
    [toMarkdown("Secret"), toMarkdownCode(place.title)],
    [toMarkdown("New token"), toMarkdownCode(description ?? "")],
    [toMarkdown(label), toMarkdownCode(name)],
    [toMarkdown("Expires"), toMarkdown(health.expiresAt === null ? "" : formatExpiry(health))],
  ].filter(([, value]) => value !== "");
  const heading = toMarkdown(`${level === "warning" ? "⚠️" : "🔁"} ${title}`);
  return markdown`### ${heading}\n\n${formatMarkdownTable(["Rotated", formatDateTime(health.checkedAt)], rows)}\n`;
}
