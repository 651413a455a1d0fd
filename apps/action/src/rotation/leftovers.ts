import { ApiToken, HuntAuthError, type HuntClient, type TokenHealth, type TokenRecord } from "@huntkit/core";
import type { Finding } from "../report/finding.js";
import type { SecretState } from "./secret-store.js";
import { storedByRotation } from "./token-in-secret.js";
import { latestStoreMs, youngMs, type TokenMark } from "./token-mark.js";

/** What was used so many milliseconds ago was used by this run's check. */
const justNowMs = 5 * 60_000;

/** What is known when a run looks for leftovers. */
export interface Scene {
  readonly records: readonly TokenRecord[];
  readonly mark: TokenMark;
  readonly secret: SecretState;
  /** The token that this run holds. */
  readonly token: ApiToken;
  /** What the check has just found of it. */
  readonly health: Pick<TokenHealth, "checkedAt" | "description" | "match">;
  /** Where replaced tokens shall live on, only those are leftovers that the secret never held: it was not written since. */
  readonly revokeOld: boolean;
}

/**
 * Tokens that interrupted rotations left behind: made by a rotation for this very secret, an hour ago or longer, so that no
 * run is about to store them, and not at a time at which the secret's last write could have been theirs. And the one
 * that the token in the secret was to replace.
 *
 * Never the token in force, though. A secret's date alone does not tell which that is: writing the same value again moves it,
 * and so does changing who sees the secret. So a token older than that date is a leftover only where HUNT tells of uses and
 * knows of none beside those of the run that made it.
 */
export function leftovers(scene: Scene): TokenRecord[] {
  const { records, mark, secret, revokeOld } = scene;
  const old = revokeOld ? unfinished(scene) : undefined;
  const tellsUses = records.some((record) => isInUse(record, scene));
  return records.filter((record) => {
    if (isInForce(record, scene) || isInUse(record, scene)) return false;
    if (record === old) return true;
    if (!isSettled(record, scene) || mark.mayBeStored(record, secret.updatedAt)) return false;
    return mark.isNewer(record, secret.updatedAt) || (revokeOld && tellsUses && !isUsedLater(record, mark));
  });
}

/**
 * The token whose revocation was cut off: the one in the secret names it, and HUNT says that the former was used just now, as
 * this run has used what it holds. That the latter was not is asked of every leftover: a person who puts the old one back is
 * thus left alone.
 */
function unfinished(scene: Scene): TokenRecord | undefined {
  const { records, mark, secret } = scene;
  const stored = storedByRotation(records, mark, secret.updatedAt);
  if (stored === null || !isSettled(stored, scene) || !isInUse(stored, scene)) return undefined;
  const handle = mark.replaced(stored);
  return records.find((record) => handle !== null && record.handle === handle);
}

/** Whether HUNT's list shows this record to be that of the token that the run holds; the check's guess among several is no ground. */
function isInForce({ handle, description }: TokenRecord, { token, health }: Scene): boolean {
  if (handle instanceof ApiToken && handle.equals(token)) return true;
  return health.match !== null && health.match.by !== "earliest" && description === health.description;
}

/** Whether it was used just now, as the token that the run holds was. */
function isInUse({ lastUsedAt }: TokenRecord, { health }: Scene): boolean {
  return lastUsedAt !== null && Math.abs(Date.parse(health.checkedAt) - Date.parse(lastUsedAt)) < justNowMs;
}

/** Whether it was used when the run that made it had ended: so the secret has held it. */
function isUsedLater(record: TokenRecord, mark: TokenMark): boolean {
  const { lastUsedAt } = record;
  return lastUsedAt !== null && Date.parse(lastUsedAt) - (mark.madeAt(record) ?? -Infinity) > latestStoreMs;
}

/** Whether a rotation made it, and that rotation is over. */
function isSettled(record: TokenRecord, { mark, secret }: Pick<Scene, "mark" | "secret">): boolean {
  const madeAt = mark.madeAt(record);
  return madeAt !== null && secret.askedAt - madeAt >= youngMs;
}

/**
 * Revokes them, says of each what became of it, and makes sure each time that the token in force still works: were one of them
 * that token after all, no other may follow.
 *
 * @returns whether a rotation may go on
 */
export async function sweep(
  hunt: HuntClient,
  records: readonly TokenRecord[],
  show: (finding: Finding) => void,
): Promise<boolean> {
  for (const { handle, description } of records) {
    const message = `"${description}" was left behind by an earlier rotation, and the secret does not hold it.`;
    try {
      await hunt.tokens.revoke(handle);
    } catch (error) {
      show({
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
    show({ level: "info", title: "A leftover token was revoked", message, advice: "" });
  }
  return true;
}

function sayUnproven(error: unknown, description: string | null): Finding {
  const message = `"${description}" looked like a leftover of an earlier rotation and was revoked. ${(error as Error).message}`;
  if (error instanceof HuntAuthError)
    return {
      level: "error",
      title: "HUNT no longer accepts the token",
      message,
      advice: "Make a new token in HUNT, and store it in the secret.",
    };
  return {
    level: "warning",
    title: "No rotation: HUNT did not say whether the token still works",
    message,
    advice: "The next run tries again.",
  };
}
