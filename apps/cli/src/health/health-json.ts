import type { TokenHealth } from "@huntkit/core";
import { isGuess } from "@huntkit/core/internal";
import type { JsonSchema } from "../program/definition.js";

const textOrNull = (description: string): JsonSchema => ({ type: ["string", "null"], description });

/** Schema of `hunt token check --json`. Fields may be added, but never removed or renamed. */
export const healthSchema: JsonSchema = {
  title: "Health of a HUNT token",
  type: "object",
  required: [
    "status",
    "instance",
    "id",
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
      description: "State of the token, as in the exit codes 0, 10, 11, 12, 13, and 14.",
    },
    id: textOrNull("ID of the token, as in `hunt token list --json`. Null if HUNT does not identify it."),
    instance: { type: "string", description: "Name of the instance, for example acme." },
    fingerprint: {
      type: "string",
      pattern: "^[0-9a-f]{8}$",
      description: "Identifies the value of the token. The token cannot be derived from it.",
    },
    checkedAt: { type: "string", format: "date-time" },
    user: textOrNull("User of the token."),
    role: textOrNull("Role of the user: admin, analyst, or another role in HUNT."),
    description: textOrNull("Description of the token."),
    createdAt: textOrNull("ISO 8601."),
    expiresAt: textOrNull("ISO 8601. Null if unknown, and for a token that never expires."),
    daysLeft: {
      type: ["integer", "null"],
      description: "Whole days, rounded down. Negative after the expiry.",
    },
    source: { enum: ["hunt", "stated", "secret", "none"], description: "Source of the expiry date." },
    match: {
      type: ["object", "null"],
      description:
        'How the token\'s record in HUNT was found. "description" and "earliest" (the record that expires first) are guesses.',
      required: ["by", "candidates"],
      properties: {
        by: { enum: ["value", "handle", "last use", "description", "only", "earliest"] },
        candidates: { type: "integer" },
      },
    },
    reason: textOrNull("Reason why the expiry date is unknown. Null if it is known."),
    message: textOrNull("Error message. Null if there was no error."),
  },
};

/** Converts the health of a token to plain data for JSON. */
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
    id: typeof match?.handle === "string" && !isGuess(health) ? match.handle : null,
    fingerprint,
    checkedAt,
    user,
    role,
    description,
    createdAt,
    expiresAt,
    daysLeft,
    source,
    match: match && { by: match.by, candidates: match.candidates },
    reason,
    message,
  };
}
