import { ApiToken, type TokenHealth, type TokenRecord } from "@huntkit/core";
import { isDescribedAs, isExpired } from "@huntkit/core/internal";
import { clockToleranceMs, type RotationDescription } from "./rotation-description.js";

/**
 * Finds HUNT's likely record of the token in the secret, for its expiry date and for messages. It is the record that
 * HUNT identifies by the token's value or last use, that of a rotation at the time of the last write to the secret,
 * that with the description, or the only one left. This is not a proof: `proveOwnership` decides what is revoked.
 *
 * @param records the tokens of the token's user
 * @param description the input `token-description`
 * @returns null if there is none, or several
 */
export function findTokenInSecret(
  records: readonly TokenRecord[],
  token: ApiToken,
  health: TokenHealth,
  descriptions: RotationDescription,
  secretUpdatedAt: string,
  description?: string,
): TokenRecord | null {
  const byValue = records.find(({ handle }) => handle instanceof ApiToken && handle.equals(token));
  if (byValue) return byValue;
  const { match } = health;
  const byUse = match?.by === "last use" ? records.find(({ handle }) => handle === match.handle) : undefined;
  if (byUse) return byUse;
  const stored = findStoredByRotation(records, descriptions, secretUpdatedAt);
  if (stored) return stored;
  const now = Date.parse(health.checkedAt);
  const candidates = records.filter((record) => {
    const { lifetime } = record;
    const isValid = lifetime.kind !== "dated" || !isExpired(lifetime.expiresAt, now);
    return (
      isValid &&
      (descriptions.mayBeStored(record, secretUpdatedAt) || !descriptions.isNewer(record, secretUpdatedAt))
    );
  });
  return pickOnly(candidates.filter((record) => isDescribedAs(record, description))) ?? pickOnly(candidates);
}

/** Finds the token that a rotation stored when the secret was last written; null if there is none, or more than one fits. */
export function findStoredByRotation(
  records: readonly TokenRecord[],
  descriptions: RotationDescription,
  secretUpdatedAt: string,
): TokenRecord | null {
  return pickOnly(records.filter((record) => descriptions.mayBeStored(record, secretUpdatedAt)));
}

/**
 * Returns whether a token cannot be in the secret, because it was created after the last write. The creation time of a
 * rotation's token is by GitHub's clock, as is that of the write. Those of other tokens are by HUNT's clock.
 */
export function isNewerThanSecret(
  record: TokenRecord,
  descriptions: RotationDescription,
  secretUpdatedAt: string,
): boolean {
  const { lifetime } = record;
  const createdAt =
    descriptions.getCreationTime(record) ??
    (lifetime.kind === "dated" ? Date.parse(lifetime.createdAt) : -Infinity);
  return createdAt - Date.parse(secretUpdatedAt) > clockToleranceMs;
}

function pickOnly<T>(list: readonly T[]): T | null {
  return list.length === 1 ? list[0]! : null;
}
