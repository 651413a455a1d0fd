import {
  toMarkdownCode,
  formatDays,
  formatDateTime,
  type TokenHealth,
  type TokenRecord,
} from "@huntkit/core";
import { table } from "../report/add-to-summary.js";
import type { Finding } from "../report/finding.js";
import { sayUntil } from "../report/phrases.js";
import type { Rotated } from "./rotate.js";
import { RotationStopped, steps } from "./rotation-stopped.js";
import type { SecretPlace } from "./secret-place.js";

/** A rotation that came to its end. `oldName` is null where it is not known which token was the old one. */
export function sayRotated(
  { old, record }: Rotated,
  oldName: string | null,
  place: SecretPlace,
  revokeOld: boolean,
): Finding {
  const which = oldName === null ? "The old token" : `The old token "${oldName}"`;
  const message = `The secret ${place.title} holds the new token "${record.description}".`;
  const title = "The HUNT token was replaced";
  if (old === "revoked")
    return { level: "notice", title, message: `${message} ${which} was revoked.`, advice: "" };
  if (old !== "kept")
    return {
      level: "warning",
      title: `${title}, but the old one lives on`,
      message: `${message} ${which} could not be revoked: ${old.left}`,
      advice: "Revoke it in HUNT.",
    };
  if (!revokeOld)
    return {
      level: "notice",
      title,
      message: `${message} The old token lives on, as revoke-old: false asks for.`,
      advice: "",
    };
  return {
    level: "warning",
    title: `${title}, but the old one lives on`,
    message,
    advice:
      "HUNT does not tell for sure which of its user's tokens was the old one, so none was revoked. Revoke it in HUNT. From the next rotation on, it is known.",
  };
}

/** A rotation that stopped. The token that is in force works on in each case. */
export function sayStopped({
  step,
  message,
  facts: { left = "", isOvertaken, inForce },
}: RotationStopped): Finding {
  if (inForce)
    return {
      level: "warning",
      title: "The HUNT token was replaced, but the old one lives on",
      message: `While ${steps[step]}: ${message} ${left}`,
      advice: "",
    };
  if (isOvertaken)
    return {
      level: "warning",
      title: "The rotation made way for another one",
      message: `${message} ${left}`,
      advice: "Give the job a concurrency group, so that one run rotates at a time.",
    };
  return {
    level: "error",
    title: "The HUNT token was not replaced",
    message: `While ${steps[step]}: ${message} ${left}`,
    advice: "The old token was not touched. Once the cause is mended, the next run tries again.",
  };
}

/** A secret that cannot be read, or is not the one that the token comes from, found before it matters. */
export function sayUnfit(error: unknown, isUrgent: boolean): Finding {
  const finding = sayStopped(new RotationStopped("read", error).leaving("No token was made."));
  return isUrgent
    ? finding
    : {
        level: "warning",
        title: "The rotation would fail",
        message: (error as Error).message,
        advice: "There is time yet to mend it.",
      };
}

/** A run that comes upon the token of another one, which may be about to store it. */
export function sayUnderWay(description: string): Finding {
  return {
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
): string {
  const rows = [
    ["Secret", toMarkdownCode(place.title)],
    ["New token", toMarkdownCode(description ?? "")],
    ["Fingerprint", toMarkdownCode(health.fingerprint)],
    ["Expires", health.expiresAt === null ? "" : sayUntil(health)],
  ].filter(([, value]) => value !== "");
  return `### ${level === "warning" ? "⚠️" : "🔁"} ${title}\n\n${table(["Replaced", formatDateTime(health.checkedAt)], rows)}\n`;
}
