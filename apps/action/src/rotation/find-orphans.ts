import { ApiToken, HuntAuthError, type HuntClient, type TokenHealth, type TokenRecord } from "@huntkit/core";
import type { Finding } from "../report/finding.js";
import type { SecretContent } from "./github-secret.js";
import {
  inProgressMs,
  maxStoreDelayMs,
  toListedDescription,
  type RotationDescription,
} from "./rotation-description.js";
import { findStoredByRotation } from "./token-in-secret.js";

/** A token that was used within this time was used by this run's check. */
const justNowMs = 5 * 60_000;

/** What is known when a run looks for orphans. */
export interface RotationSnapshot {
  readonly records: readonly TokenRecord[];
  readonly descriptions: RotationDescription;
  readonly secret: SecretContent;
  /** The token that this run uses. */
  readonly token: ApiToken;
  /** What the check has just found out about it. */
  readonly health: Pick<TokenHealth, "checkedAt" | "match">;
  /** If replaced tokens are kept, only tokens that the secret never held are orphans: it was not written since. */
  readonly revokeOld: boolean;
}

/**
 * Finds the tokens that interrupted rotations left: a rotation for this very secret created them, an hour ago or longer, so no
 * run is about to store them, and not at a time at which the secret's last write could have been theirs. In addition, the token
 * that the one in the secret was to replace.
 *
 * The token in use is never one of them. A secret's date does not prove which one that is: writing the same value again changes
 * the date, and so does changing who sees the secret. So a token older than that date is an orphan only if HUNT reports uses,
 * and none of this token after the run that created it.
 */
export function findOrphans(snapshot: RotationSnapshot): TokenRecord[] {
  const { records, descriptions, secret, revokeOld } = snapshot;
  const old = revokeOld ? findUnrevoked(snapshot) : undefined;
  const reportsUses = records.some((record) => isInUse(record, snapshot));
  return records.filter((record) => {
    if (isCurrent(record, snapshot) || isInUse(record, snapshot)) return false;
    if (record === old) return true;
    if (!isSettled(record, snapshot) || descriptions.mayBeStored(record, secret.updatedAt)) return false;
    if (descriptions.isNewer(record, secret.updatedAt)) return true;
    return revokeOld && reportsUses && !wasUsedLater(record, descriptions);
  });
}

/**
 * Finds the token whose revocation was interrupted: the one in the secret names it, and HUNT reports that the one in the secret
 * was used just now, as this run has used what it holds. The caller checks that the old one was not: a token that a person puts
 * back is left alone.
 */
function findUnrevoked(snapshot: RotationSnapshot): TokenRecord | undefined {
  const { records, descriptions, secret } = snapshot;
  const stored = findStoredByRotation(records, descriptions, secret.updatedAt);
  if (stored === null || !isSettled(stored, snapshot) || !isInUse(stored, snapshot)) return undefined;
  return records.find((record) => descriptions.isReplacementOf(stored, record));
}

/** Whether HUNT's list shows that this run uses this token. The check's guess among several is not enough. */
function isCurrent({ handle }: TokenRecord, { token, health: { match } }: RotationSnapshot): boolean {
  if (handle instanceof ApiToken) return handle.equals(token);
  return match !== null && match.by !== "earliest" && handle === match.handle;
}

/** Whether it was used just now, as this run's token was. */
function isInUse({ lastUsedAt }: TokenRecord, { health }: RotationSnapshot): boolean {
  return lastUsedAt !== null && Math.abs(Date.parse(health.checkedAt) - Date.parse(lastUsedAt)) < justNowMs;
}

/** Whether it was used after the run that created it had ended: then the secret has held it. */
function wasUsedLater(record: TokenRecord, descriptions: RotationDescription): boolean {
  const { lastUsedAt } = record;
  const createdAt = descriptions.getCreationTime(record) ?? -Infinity;
  return lastUsedAt !== null && Date.parse(lastUsedAt) - createdAt > maxStoreDelayMs;
}

/** Whether a rotation created it, and that rotation is over. */
function isSettled(record: TokenRecord, { descriptions, secret }: RotationSnapshot): boolean {
  const createdAt = descriptions.getCreationTime(record);
  return createdAt !== null && secret.readAt - createdAt >= inProgressMs;
}

/**
 * Revokes orphans and reports each. After each one, makes sure that the token in use is still valid: if an orphan was that token
 * after all, no other one is revoked.
 *
 * @returns whether a rotation can continue
 */
export async function revokeOrphans(
  hunt: HuntClient,
  records: readonly TokenRecord[],
  show: (finding: Finding) => void,
): Promise<boolean> {
  for (const record of records) {
    const { handle } = record;
    const description = toListedDescription(record);
    const message = `"${description}" was left behind by an earlier rotation, and the secret does not hold it.`;
    try {
      await hunt.tokens.revoke(handle);
    } catch (error) {
      show({
        code: "ACTION_ORPHAN_LEFT",
        level: "warning",
        title: "A leftover token could not be revoked",
        message: `${message} ${(error as Error).message}`,
        advice: "The next run tries again.",
      });
      continue;
    }
    try {
      await hunt.tokens.whoAmI();
    } catch (error) {
      show(sayUnproven(error, description));
      return false;
    }
    show({ code: null, level: "info", title: "A leftover token was revoked", message, advice: "" });
  }
  return true;
}

function sayUnproven(error: unknown, description: string): Finding {
  const message = `"${description}" looked like a leftover of an earlier rotation and was revoked. ${(error as Error).message}`;
  if (error instanceof HuntAuthError)
    return {
      code: "ACTION_TOKEN_LOST",
      level: "error",
      title: "HUNT no longer accepts the token",
      message,
      advice: "Make a new token in HUNT, and store it in the secret.",
    };
  return {
    code: "ACTION_TOKEN_UNCONFIRMED",
    level: "warning",
    title: "No rotation: HUNT did not say whether the token still works",
    message,
    advice: "The next run tries again.",
  };
}
