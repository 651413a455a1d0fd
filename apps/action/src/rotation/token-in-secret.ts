import { ApiToken, isDescribedAs, isExpired, type TokenHealth, type TokenRecord } from "@huntkit/core";
import { clockToleranceMs, type RotationDescription } from "./rotation-description.js";

/**
 * Finds HUNT's likely record of the token that the secret holds, for its expiry date and for messages: HUNT
 * identifies it by
 * its value, a rotation created it and the secret was last written then, its description is the one that the
 * maintainer gave,
 * or no other token of its user can be it. Null otherwise. This proves nothing: `proveOwnership` decides what
 * is revoked.
 *
 * @param records of the user whose token it is
 * @param description the one that the maintainer gave
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
  return only(candidates.filter((record) => isDescribedAs(record, description))) ?? only(candidates);
}

/** Finds the token that a rotation stored when the secret was last written; null if there is none, or more than one fits. */
export function findStoredByRotation(
  records: readonly TokenRecord[],
  descriptions: RotationDescription,
  secretUpdatedAt: string,
): TokenRecord | null {
  return only(records.filter((record) => descriptions.mayBeStored(record, secretUpdatedAt)));
}

/**
 * Whether a token is too new to be in the secret: it was created after the last write. For a rotation's token, GitHub's clock
 * decides, which is also that of the write; for any other one, HUNT's.
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

function only<T>(list: readonly T[]): T | null {
  return list.length === 1 ? list[0]! : null;
}
