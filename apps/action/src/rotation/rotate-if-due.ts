import {
  getDaysLeft,
  isUnavailable,
  splitDescription,
  type ApiToken,
  type HuntClient,
  type TokenHealth,
  type TokenRecord,
} from "@huntkit/core";
import { formatDateTime, formatDays } from "@huntkit/toolkit";
import { type Ownership, proveOwnership, rotateToken, type StoredToken } from "@huntkit/core/rotation";
import type { Finding } from "../report/finding.js";
import { findOrphans, revokeOrphans } from "./find-orphans.js";
import type { SecretContent } from "./github-secret.js";
import type { GitHubSecretStore } from "./github-secret-store.js";
import type { RotationInputs } from "./inputs.js";
import { maxStoreDelayMs, RotationDescription, toListedDescription } from "./rotation-description.js";
import { sayDryRun, sayRotated, sayStopped, sayUnderWay, sayUnfit, sayUnproven } from "./texts.js";
import { findTokenInSecret, isNewerThanSecret } from "./token-in-secret.js";

/** A client with a token. */
export type TokenClient = HuntClient & { readonly token: ApiToken };

/** What a rotation works with. */
export interface RotationDeps {
  readonly store: GitHubSecretStore;
  /** Returns a client for another token. */
  readonly connect: (token: ApiToken) => HuntClient;
  /** Masks a value in everything that is printed after this. */
  readonly mask: (value: string) => void;
  /** Prints a finding, which says what is left to do. */
  readonly report: (finding: Finding) => void;
  readonly signal: AbortSignal;
}

/** A new token that the secret holds, and what was reported. */
export interface Replacement extends StoredToken {
  readonly finding: Finding;
}

/**
 * Revokes what interrupted rotations left, and replaces the token if few days are left.
 *
 * @param hunt uses the token in the secret; HUNT has just accepted it
 * @returns null if the token was not replaced
 */
export async function rotateIfDue(
  hunt: TokenClient,
  health: TokenHealth,
  inputs: RotationInputs,
  deps: RotationDeps,
): Promise<Replacement | null> {
  const { place, rotateDays, revokeOld, dryRun, description } = inputs;
  const { store, report } = deps;
  const descriptions = new RotationDescription(place);
  const isDue = (remaining: number | null) => remaining !== null && remaining < rotateDays;
  const secret = await tryOrReport(
    () => store.read(),
    (error) => report(sayUnfit(error, isDue(health.daysLeft))),
  );
  if (secret === null) return null;
  const records = await listTokens(hunt, report);
  const orphans = findOrphans({ records, descriptions, secret, token: hunt.token, health, revokeOld });
  if (!dryRun && !(await revokeOrphans(hunt, orphans, report))) return null;

  const kept = records.filter((record) => !orphans.includes(record));
  const old = findTokenInSecret(kept, hunt.token, health, descriptions, secret.updatedAt, description);
  const remaining =
    old?.lifetime.kind === "dated"
      ? getDaysLeft(old.lifetime.expiresAt, Date.parse(health.checkedAt))
      : health.daysLeft;
  if (old && isNewerThanSecret(old, descriptions, secret.updatedAt)) {
    report(sayUnfit(notInSecret(old, secret, place), isDue(remaining)));
    return null;
  }
  if (remaining === null) return reportInfo(report, "No rotation", "It is not known when the token expires.");
  if (!isDue(remaining)) {
    const message = `${formatDays(remaining)} left, and it begins below ${rotateDays}.`;
    return reportInfo(report, "No rotation yet", message);
  }
  const rival = records.find((record) => descriptions.isInProgress(record, secret));
  if (rival) report(sayUnderWay(toListedDescription(rival)));
  else if (dryRun) report(sayDryRun(remaining, rotateDays, old?.description ?? null, place, revokeOld));
  else {
    const ownership = revokeOld ? await proveOld(hunt, deps) : { record: null };
    if (ownership === null) return null;
    const proven = ownership.record;
    if (proven && isNewerThanSecret(proven, descriptions, secret.updatedAt)) {
      report(sayUnfit(notInSecret(proven, secret, place), true));
      return null;
    }
    return replace(hunt, descriptions, { known: proven ?? old, proven }, inputs, deps);
  }
  return null;
}

/**
 * Proves which record is that of the token in the secret, which the run uses: only that one is revoked. Null
 * if HUNT fails.
 */
function proveOld(hunt: TokenClient, { report, signal }: RotationDeps): Promise<Ownership | null> {
  return tryOrReport(
    () => proveOwnership(hunt, { signal }),
    (error) => report(sayUnproven(error)),
  );
}

async function replace(
  hunt: TokenClient,
  descriptions: RotationDescription,
  { known, proven: old }: { known: TokenRecord | null; proven: TokenRecord | null },
  { place, revokeOld, description }: RotationInputs,
  { report, ...deps }: RotationDeps,
): Promise<Replacement | null> {
  const { description: stated } = splitDescription(description?.trim() ?? "");
  const text = stated ?? known?.description ?? place.title;
  const result = await rotateToken({
    ...deps,
    client: hunt,
    old,
    describe: ({ readAt }) => descriptions.format(text, readAt, old),
    isDescriptionUnique: true,
    findRival: async (own, content) => {
      const records = await listIfAllowed(hunt);
      const rival = records.find(
        (record) => record.mark !== own.mark && descriptions.isInProgress(record, content as SecretContent),
      );
      return rival ? toListedDescription(rival) : null;
    },
    maxStoreDelayMs,
  });
  const finding =
    result.outcome === "rotated" || result.outcome === "old token left"
      ? sayRotated(result, known?.description ?? null, place, revokeOld)
      : sayStopped(result);
  report(finding);
  return "client" in result ? { client: result.client, record: result.record, finding } : null;
}

/** If HUNT does not show its list, nothing is cleaned up, and no old token is revoked. */
async function listTokens(hunt: HuntClient, report: RotationDeps["report"]): Promise<TokenRecord[]> {
  const list = await tryOrReport(
    () => hunt.tokens.list(),
    (error) => reportInfo(report, "HUNT's list of tokens could not be read", (error as Error).message),
  );
  return list ?? [];
}

/** An instance that shows its list to no one cannot show other runs. Then only the secret's date does. */
async function listIfAllowed(hunt: HuntClient): Promise<TokenRecord[]> {
  try {
    return await hunt.tokens.list();
  } catch (error) {
    if (isUnavailable(error)) return [];
    throw error;
  }
}

/** Otherwise the new token would go to a secret that no one reads, and the one in use would be revoked. */
function notInSecret(
  record: TokenRecord,
  { updatedAt }: SecretContent,
  { title }: RotationInputs["place"],
): Error {
  return new Error(
    `The token "${toListedDescription(record)}" was made after ${formatDateTime(updatedAt)}, when the secret ${title} was last written: the secret named is not the one \`token\` comes from. See to secret-name and secret-scope; where they are right, store the token in the secret once more.`,
  );
}

async function tryOrReport<T>(act: () => Promise<T>, otherwise: (error: unknown) => void): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    otherwise(error);
    return null;
  }
}

function reportInfo(report: RotationDeps["report"], title: string, message: string): null {
  report({ code: null, level: "info", title, message, advice: "" });
  return null;
}
