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

/** A token whose last use is within this time of the check was used by the check. */
const justNowMs = 5 * 60_000;

/** The information that decides which tokens are orphans. */
export interface RotationSnapshot {
  readonly records: readonly TokenRecord[];
  readonly descriptions: RotationDescription;
  readonly secret: SecretContent;
  /** The token that this run uses. */
  readonly token: ApiToken;
  /** The result of this run's check of the token. */
  readonly health: Pick<TokenHealth, "checkedAt" | "match">;
  /** Whether replaced tokens are revoked. If not, only tokens that were never stored are orphans. */
  readonly revokeOld: boolean;
}

/**
 * Finds the tokens that interrupted rotations left. A rotation for the same secret created them at least an hour
 * ago, so no run is about to store them, and the last write to the secret cannot have been theirs. The token that
 * the stored one replaced is an orphan too.
 *
 * The token in use is never an orphan. The date of the secret does not prove which token that is, because it also
 * changes if the same value is written again, or if the visibility of the secret changes. So a token that is older
 * than this date is an orphan only if HUNT reports uses, and reports none of this token after the run that created
 * it.
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
 * Finds the token whose revocation was interrupted. The mark of the stored token names it, and HUNT reports that the
 * stored token was used during this run. The caller checks that the old one was not used: someone may have stored it
 * again.
 */
function findUnrevoked(snapshot: RotationSnapshot): TokenRecord | undefined {
  const { records, descriptions, secret } = snapshot;
  const stored = findStoredByRotation(records, descriptions, secret.updatedAt);
  if (stored === null || !isSettled(stored, snapshot) || !isInUse(stored, snapshot)) return undefined;
  return records.find((record) => descriptions.isReplacementOf(stored, record));
}

/** Returns whether HUNT's list shows that this run uses this token. A guess among several tokens does not count. */
function isCurrent({ handle }: TokenRecord, { token, health: { match } }: RotationSnapshot): boolean {
  if (handle instanceof ApiToken) return handle.equals(token);
  return match !== null && match.by !== "earliest" && handle === match.handle;
}

/** Returns whether a token was used at the time of this run's check. */
function isInUse({ lastUsedAt }: TokenRecord, { health }: RotationSnapshot): boolean {
  return lastUsedAt !== null && Math.abs(Date.parse(health.checkedAt) - Date.parse(lastUsedAt)) < justNowMs;
}

/** Returns whether a token was used after the run that created it. If so, it was stored in the secret. */
function wasUsedLater(record: TokenRecord, descriptions: RotationDescription): boolean {
  const { lastUsedAt } = record;
  const createdAt = descriptions.getCreationTime(record) ?? -Infinity;
  return lastUsedAt !== null && Date.parse(lastUsedAt) - createdAt > maxStoreDelayMs;
}

/** Returns whether a rotation created a token, and is no longer running. */
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
    const message = `An earlier rotation created the token "${description}", but did not store it in the secret.`;
    try {
      // Its mark is that of a rotation for this secret, and it is not in use.
      await hunt.tokens.revoke(handle, { confirmed: true });
    } catch (error) {
      show({
        code: "ACTION_ORPHAN_LEFT",
        level: "warning",
        title: "Could not revoke an orphaned token",
        message: `${message} ${(error as Error).message}`,
        advice: "The next run tries again.",
      });
      continue;
    }
    try {
      await hunt.tokens.whoAmI();
    } catch (error) {
      show(describeUnconfirmed(error, description));
      return false;
    }
    show({ code: null, level: "info", title: "Revoked an orphaned token", message, advice: "" });
  }
  return true;
}

function describeUnconfirmed(error: unknown, description: string): Finding {
  const message = `The token "${description}" of an earlier rotation was revoked, because the secret did not seem to hold it. ${(error as Error).message}`;
  if (error instanceof HuntAuthError)
    return {
      code: "ACTION_TOKEN_LOST",
      level: "error",
      title: "HUNT no longer accepts the token",
      message,
      advice: "Create a new token in HUNT, and store it in the secret.",
    };
  return {
    code: "ACTION_TOKEN_UNCONFIRMED",
    level: "warning",
    title: "Rotation skipped: could not confirm that the token is still valid",
    message,
    advice: "The next run tries again.",
  };
}
