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
import type { SecretPlace } from "./secret-place.js";

type Rotated = Extract<RotationResult, { outcome: "rotated" | "old token left" }>;
type Stopped = Exclude<RotationResult, Rotated>;

/** What a rotation was doing, in words. */
const activities: Readonly<Record<RotationStep | "read secret", string>> = {
  "read secret": "looking at the secret",
  "prove store": "proving that the secret can be written",
  "create token": "making a new token",
  "find lost token": "making a new token",
  "verify token": "trying the new token",
  "check store": "looking whether anybody else is at it",
  "write store": "storing the new token",
  "verify store": "looking whether it is stored",
  "revoke old token": "revoking the old token",
  "revoke new token": "revoking the new token",
};

/** Reports a rotation whose secret holds the new token. `oldName` is null if it is unknown which token was the old one. */
export function sayRotated(
  rotated: Rotated,
  oldName: string | null,
  place: SecretPlace,
  revokeOld: boolean,
): Finding {
  const which = oldName === null ? "The old token" : `The old token "${oldName}"`;
  const message = `The secret ${place.title} holds the new token "${rotated.record.description}".`;
  const title = "The HUNT token was replaced";
  if (rotated.outcome === "old token left")
    return {
      code: "ACTION_OLD_TOKEN_LEFT",
      level: "warning",
      title: `${title}, but the old one lives on`,
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
      message: `${message} The old token lives on, as revoke-old: false asks for.`,
      advice: "",
    };
  return {
    code: "ACTION_OLD_TOKEN_LEFT",
    level: "warning",
    title: `${title}, but the old one lives on`,
    message,
    advice:
      "It is not proven which of its user's tokens was the old one, so none was revoked: HUNT does not show the value, and not exactly one last use changed with a request of this run. Revoke the old token in HUNT.",
  };
}

/** Reports a rotation that stopped. The token in use is still valid in each case. */
export function sayStopped(stopped: Stopped): Finding {
  const { step, reason, isSuperseded } = stopped.failure;
  const left = sayLeft(stopped);
  const what = `While ${activities[step]}: ${reason.message} ${left}`;
  if ("client" in stopped)
    return {
      code: "ACTION_OLD_TOKEN_LEFT",
      level: "warning",
      title: "The HUNT token was replaced, but the old one lives on",
      message: what,
      advice: "",
    };
  if (isSuperseded)
    return {
      code: "ACTION_ROTATION_SUPERSEDED",
      level: "warning",
      title: "The rotation made way for another one",
      message: `${reason.message} ${left}`,
      advice: "Give the job a concurrency group, so that one run rotates at a time.",
    };
  return toFailure(what);
}

function toFailure(message: string): Finding {
  return {
    code: "ACTION_ROTATION_FAILED",
    level: "error",
    title: "The HUNT token was not replaced",
    message,
    advice: "The old token was not touched. Once the cause is mended, the next run tries again.",
  };
}

/** What a rotation that stopped has left, and what to do about it. */
function sayLeft(stopped: Stopped): string {
  if (stopped.outcome === "not created") return "No token was made.";
  if (stopped.outcome === "rolled back") return "The new token was revoked.";
  if (stopped.left === "maybe created")
    return stopped.search instanceof Error
      ? `If HUNT made a token all the same, it is "${stopped.description}" in its list. Revoke it there; else a later run does so.`
      : "HUNT does not list one yet; a later run revokes it if it turns up.";
  const description = toListedDescription(stopped.record);
  switch (stopped.left) {
    case "new token":
      return `The new token "${description}" could not be revoked (${stopped.error.message}). Revoke it in HUNT; else a later run does so.`;
    case "old token":
      return `GitHub said that it stored the new token "${description}". The old one was left as it is: revoke it in HUNT once you have seen a run that works.`;
    case "both tokens":
      return (
        stopped.detail ??
        `GitHub may have stored the new token "${description}" or not, so neither that nor the old one was revoked: both work. The next runs find out which one the secret holds. A new one that was not stored is revoked by the first run that comes an hour from now or later; where it was stored, revoke the old one in HUNT.`
      );
  }
}

/** Reports a secret that cannot be read, or is not the one that the token comes from. It is a warning while there is time. */
export function sayUnfit(error: unknown, isDue: boolean): Finding {
  const { message } = error as Error;
  return isDue
    ? toFailure(`While ${activities["read secret"]}: ${message} No token was made.`)
    : {
        code: "ACTION_ROTATION_BLOCKED",
        level: "warning",
        title: "The rotation would fail",
        message,
        advice: "There is time yet to mend it.",
      };
}

/** Reports that HUNT or the network failed while the run was proving which token is the old one. */
export function sayUnproven(error: unknown): Finding {
  const { message } = error as Error;
  return toFailure(`While proving which token is the old one: ${message} No token was made.`);
}

/** A run that comes upon the token of another one, which may be about to store it. */
export function sayUnderWay(description: string): Finding {
  return {
    code: "ACTION_ROTATION_IN_PROGRESS",
    level: "warning",
    title: "No rotation: another run is at it",
    message: `It made "${description}" less than an hour ago, and either is about to store it or was cut off.`,
    advice: "A run that comes an hour later revokes that token if it was not stored, and rotates.",
  };
}

/** What a dry run found. */
export function sayDryRun(
  daysLeft: number,
  rotateDays: number,
  oldName: string | null,
  place: SecretPlace,
  revokeOld: boolean,
): Finding {
  const message = `${formatDays(daysLeft)} are left, fewer than the ${rotateDays} of rotate-days: a new token would be made in HUNT and stored in the secret ${place.title}.`;
  const old =
    oldName === null
      ? "The old one would be left, since HUNT does not tell for sure which it is."
      : `The old one, "${oldName}", would be revoked.`;
  return {
    code: null,
    level: "notice",
    title: "Dry run: the HUNT token would be replaced",
    message: `${message} ${revokeOld ? old : "The old one would be left, as revoke-old: false asks for."}`,
    advice: "Nothing was written, and whether the secret can be written was not tried.",
  };
}

/** The rotation's part of the job summary. */
export function rotationCard(
  { title, level }: Finding,
  place: SecretPlace,
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
  return markdown`### ${heading}\n\n${formatMarkdownTable(["Replaced", formatDateTime(health.checkedAt)], rows)}\n`;
}
