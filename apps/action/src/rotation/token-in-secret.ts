import { ApiToken, isExpired, type TokenHealth, type TokenRecord } from "@huntkit/core";
import { inaccuracyMs, type TokenMark } from "./token-mark.js";

/**
 * HUNT's record of the token that the secret holds, where that is beyond doubt: HUNT knows it by its value, a rotation made
 * it and the secret was last written then, its description is the one that the maintainer gave, or no other token of its
 * user can be it. A guess is no ground for revoking anything.
 *
 * @param records of the user whose token it is
 */
export function tokenInSecret(
  records: readonly TokenRecord[],
  token: ApiToken,
  health: TokenHealth,
  mark: TokenMark,
  secretUpdatedAt: string,
): TokenRecord | null {
  const byValue = records.find(({ handle }) => handle instanceof ApiToken && handle.equals(token));
  if (byValue) return byValue;
  const stored = storedByRotation(records, mark, secretUpdatedAt);
  if (stored) return stored;
  const now = Date.parse(health.checkedAt);
  const candidates = records.filter((record) => {
    const { lifetime } = record;
    const isAlive = lifetime.kind !== "dated" || !isExpired(lifetime.expiresAt, now);
    return isAlive && (mark.mayBeStored(record, secretUpdatedAt) || !mark.isNewer(record, secretUpdatedAt));
  });
  const described =
    health.match?.by === "description"
      ? only(candidates.filter(({ description }) => description === health.description))
      : null;
  return described ?? only(candidates);
}

/** The token that a rotation stored when the secret was last written; null where there is none, or more than one that fits. */
export function storedByRotation(
  records: readonly TokenRecord[],
  mark: TokenMark,
  secretUpdatedAt: string,
): TokenRecord | null {
  return only(records.filter((record) => mark.mayBeStored(record, secretUpdatedAt)));
}

/**
 * Whether a token is too young for what the secret holds: it was made after the last write. Of a rotation's token that is told
 * by GitHub's clock, which also tells when that was; of any other by HUNT's.
 */
export function isNewerThanSecret(record: TokenRecord, mark: TokenMark, secretUpdatedAt: string): boolean {
  const { lifetime } = record;
  const madeAt =
    mark.madeAt(record) ?? (lifetime.kind === "dated" ? Date.parse(lifetime.createdAt) : -Infinity);
  return madeAt - Date.parse(secretUpdatedAt) > inaccuracyMs;
}

function only<T>(list: readonly T[]): T | null {
  return list.length === 1 ? list[0]! : null;
}
