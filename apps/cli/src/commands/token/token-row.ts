import { ApiToken, type TokenRecord } from "@huntkit/core";
import { getDaysLeft } from "@huntkit/core/internal";
import type { JsonSchema } from "../../program/definition.js";

/** A token as `hunt` prints it, without its value. */
export interface TokenRow {
  /** ID in HUNT. Null if HUNT identifies tokens by their values, or returns no ID. */
  readonly id: string | null;
  /** Fingerprint of the value. Null if HUNT does not list values. */
  readonly fingerprint: string | null;
  readonly description: string | null;
  /** Email address or name of the user, otherwise the ID of the user. */
  readonly owner: string | null;
  readonly createdAt: string | null;
  readonly expiresAt: string | null;
  readonly daysLeft: number | null;
  readonly lastUsedAt: string | null;
}

const textOrNull: JsonSchema = { type: ["string", "null"] };

/** The JSON Schema of a {@link TokenRow}. */
export const tokenRowSchema: JsonSchema = {
  title: "An API token",
  type: "object",
  required: ["id", "fingerprint", "description", "owner", "createdAt", "expiresAt", "daysLeft", "lastUsedAt"],
  properties: {
    id: {
      ...textOrNull,
      description: "ID of the token, to revoke it. Null if HUNT identifies tokens by their values.",
    },
    fingerprint: {
      ...textOrNull,
      pattern: "^[0-9a-f]{8}$",
      description:
        "Fingerprint, as in `hunt token check`. Null unless HUNT identifies tokens by their values.",
    },
    description: textOrNull,
    owner: textOrNull,
    createdAt: { ...textOrNull, description: "ISO 8601." },
    expiresAt: { ...textOrNull, description: "ISO 8601. Null if it never expires, or if unknown." },
    daysLeft: {
      type: ["integer", "null"],
      description: "Whole days, rounded down. Negative after the expiry.",
    },
    lastUsedAt: {
      ...textOrNull,
      description: "ISO 8601. Null if it was never used, or if unknown.",
    },
  },
};

/** @param now milliseconds since 1970 */
export function toTokenRow(record: TokenRecord, names: ReadonlyMap<string, string>, now: number): TokenRow {
  const { handle, description, userId, lifetime, lastUsedAt } = record;
  const dates = lifetime.kind === "dated" ? lifetime : null;
  return {
    id: typeof handle === "string" ? handle : null,
    fingerprint: handle instanceof ApiToken ? handle.fingerprint : null,
    description,
    owner: userId === null ? null : (names.get(userId) ?? userId),
    createdAt: dates?.createdAt ?? null,
    expiresAt: dates?.expiresAt ?? null,
    daysLeft: dates && getDaysLeft(dates.expiresAt, now),
    lastUsedAt,
  };
}

/**
 * Returns how messages name a token: its description, otherwise its ID or its fingerprint.
 *
 * @returns `(without a description)` if HUNT returns none of them
 */
export function nameTokenRow({ description, id, fingerprint }: TokenRow): string {
  return description ?? id ?? fingerprint ?? "(without a description)";
}

/** Compares tokens by their expiry date. Tokens that never expire come last. */
export function compareByExpiry(one: TokenRow, other: TokenRow): number {
  return getExpiryTime(one) - getExpiryTime(other);
}

function getExpiryTime({ expiresAt }: TokenRow): number {
  return expiresAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(expiresAt);
}
