import type { TokenHealth } from "@huntkit/core";
import type { JsonSchema } from "../program/definition.js";

const textOrNull = (description: string): JsonSchema => ({ type: ["string", "null"], description });

/** What `hunt token check --json` prints. Fields may be added; those that are there stay. */
export const healthSchema: JsonSchema = {
  title: "What is known of a HUNT token",
  type: "object",
  required: [
    "status",
    "instance",
    "fingerprint",
    "checkedAt",
    "user",
    "role",
    "description",
    "createdAt",
    "expiresAt",
    "daysLeft",
    "source",
    "match",
    "reason",
    "message",
  ],
  properties: {
    status: {
      enum: ["healthy", "expiring", "expired", "rejected", "unreachable", "unknown-expiry"],
      description: "The state; the exit codes 0, 10, 11, 12, 13 and 14 say the same.",
    },
    instance: { type: "string", description: "The instance's name, such as acme." },
    fingerprint: {
      type: "string",
      pattern: "^[0-9a-f]{8}$",
      description: "Tells tokens apart, and cannot be turned back into one.",
    },
    checkedAt: { type: "string", format: "date-time" },
    user: textOrNull("Whose token it is."),
    role: textOrNull("admin, analyst, or another word of HUNT's."),
    description: textOrNull("What its creator wrote."),
    createdAt: textOrNull("ISO 8601."),
    expiresAt: textOrNull("ISO 8601; null where nobody says, and for a token without an end."),
    daysLeft: {
      type: ["integer", "null"],
      description: "Whole days, rounded down; negative once it has expired.",
    },
    source: { enum: ["hunt", "stated", "secret", "none"], description: "Who says until when it lives." },
    match: {
      type: ["object", "null"],
      description: 'How HUNT\'s record of it was found; by "earliest", it is a guess on the safe side.',
      required: ["by", "candidates"],
      properties: {
        by: { enum: ["value", "handle", "description", "only", "earliest"] },
        candidates: { type: "integer" },
      },
    },
    reason: textOrNull("Why it is not known; null where it is."),
    message: textOrNull("The error that was met; null where there was none."),
  },
};

/** A finding as plain data. */
export function toHealthJson(health: TokenHealth): object {
  const {
    status,
    instance,
    fingerprint,
    checkedAt,
    user,
    role,
    description,
    createdAt,
    expiresAt,
    daysLeft,
    source,
    match,
  } = health;
  const reason = "reason" in health ? health.reason : null;
  const message = "error" in health ? (health.error?.message ?? null) : null;
  return {
    status,
    instance,
    fingerprint,
    checkedAt,
    user,
    role,
    description,
    createdAt,
    expiresAt,
    daysLeft,
    source,
    match,
    reason,
    message,
  };
}
