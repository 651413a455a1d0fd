import { type ApiToken, type HuntClient, type TokenHealth, type TokenRecord } from "@huntkit/core";
import { getDaysLeft, splitDescription } from "@huntkit/core/internal";
import { formatDateTime, formatDays } from "@huntkit/toolkit";
import {
  type Ownership,
  proveOwnership,
  rotateToken,
  type SecretStore,
  type StoredToken,
} from "@huntkit/core/rotation";
import type { Finding } from "../report/finding.js";
import { findOrphans, revokeOrphans } from "./find-orphans.js";
import type { SecretContent } from "./github-secret.js";
import type { RotationInputs } from "./inputs.js";
import { maxStoreDelayMs, RotationDescription, toListedDescription } from "./rotation-description.js";
import {
  describeDryRun,
  describeInProgress,
  describeRotated,
  describeStopped,
  describeUnprovenToken,
  describeUnusableSecret,
} from "./texts.js";
import { findTokenInSecret, isNewerThanSecret } from "./token-in-secret.js";
import type { TokenReadings } from "./token-readings.js";

/** A client with a token. */
export type TokenClient = HuntClient & { readonly token: ApiToken };

/** The store of a token that the action can rotate. It shows when it was last written. */
export interface RotationStore extends SecretStore {
  prove(): Promise<SecretContent>;
  read(): Promise<SecretContent>;
}

/** What a rotation depends on. */
export interface RotationDeps {
  readonly store: RotationStore;
  /** What the check has read, which is not read again. */
  readonly readings?: TokenReadings | undefined;
  /** Returns a client for another token. */
  readonly connect: (token: ApiToken) => HuntClient;
  /** Masks a value in everything that is printed after this. */
  readonly mask: (value: string) => void;
  /** Prints a finding. */
  readonly report: (finding: Finding) => void;
  readonly signal: AbortSignal;
}

/** A new token that was stored in the secret, and the finding that was reported. */
export interface Replacement extends StoredToken {
  readonly finding: Finding;
}

/**
 * Revokes the tokens that interrupted rotations left, and rotates the token if it expires soon.
 *
 * @param hunt uses the token in the secret, which the check found valid
 * @returns null if the token was not replaced
 */
export async function rotateIfDue(
  hunt: TokenClient,
  health: TokenHealth,
  inputs: RotationInputs,
  deps: RotationDeps,
): Promise<Replacement | null> {
  const { place, rotateDays, revokeOld, dryRun, description } = inputs;
  const { store, report, readings } = deps;
  const isDue = (remaining: number | null) => remaining !== null && remaining < rotateDays;
  const found = await tryOrReport(
    async () => ({
      secret: readings?.secret?.content ?? (await store.read()),
      host: (await store.identify?.()) ?? place.host,
    }),
    (error) => report(describeUnusableSecret(error, isDue(health.daysLeft))),
  );
  if (found === null) return null;
  const { secret, host } = found;
  const descriptions = new RotationDescription({ ...place, host });
  const records = readings?.lists.at(-1) ?? (await listTokens(hunt, report));
  const orphans = findOrphans({ records, descriptions, secret, token: hunt.token, health, revokeOld });
  if (!dryRun && !(await revokeOrphans(hunt, orphans, report))) return null;

  const kept = records.filter((record) => !orphans.includes(record));
  const old = findTokenInSecret(kept, hunt.token, health, descriptions, secret.updatedAt, description);
  const remaining =
    old?.lifetime.kind === "dated"
      ? getDaysLeft(old.lifetime.expiresAt, Date.parse(health.checkedAt))
      : health.daysLeft;
  // A store that shows its value has proven that it contains this token.
  const isTooNew = (record: TokenRecord) =>
    secret.token === undefined && isNewerThanSecret(record, descriptions, secret.updatedAt);
  if (old && isTooNew(old)) {
    report(describeUnusableSecret(createNotInSecretError(old, secret, place), isDue(remaining)));
    return null;
  }
  if (remaining === null)
    return reportInfo(report, "Rotation skipped", "The expiry date of the token is unknown.");
  if (!isDue(remaining)) {
    const message = `The token expires in ${formatDays(remaining)}. It is rotated when fewer than ${formatDays(rotateDays)} are left.`;
    return reportInfo(report, "No rotation needed", message);
  }
  const rival = records.find((record) => descriptions.isInProgress(record, secret));
  if (rival) report(describeInProgress(toListedDescription(rival)));
  else if (dryRun) report(describeDryRun(remaining, rotateDays, old?.description ?? null, place, revokeOld));
  else {
    const ownership = revokeOld ? await proveOld(hunt, deps) : { record: null };
    if (ownership === null) return null;
    const proven = ownership.record;
    if (proven && isTooNew(proven)) {
      report(describeUnusableSecret(createNotInSecretError(proven, secret, place), true));
      return null;
    }
    const isCertain = ownership.record !== null && ownership.by !== "last use";
    return replace(hunt, descriptions, { known: proven ?? old, proven, isCertain }, inputs, deps);
  }
  return null;
}

/**
 * Proves which record belongs to the token in the secret, which this run uses. Only that one is revoked.
 *
 * @returns null if a request fails
 */
function proveOld(hunt: TokenClient, { readings, report, signal }: RotationDeps): Promise<Ownership | null> {
  return tryOrReport(
    () => proveOwnership(hunt, { lists: readings?.lists, signal }),
    (error) => report(describeUnprovenToken(error)),
  );
}

/** What is known of the token in the secret. */
interface OldToken {
  /** Its record, which can be a guess. */
  readonly known: TokenRecord | null;
  /** Its record, if it is proven. */
  readonly proven: TokenRecord | null;
  /** Whether the proof needs no confirmation by the new token. */
  readonly isCertain: boolean;
}

async function replace(
  hunt: TokenClient,
  descriptions: RotationDescription,
  { known, proven: old, isCertain }: OldToken,
  { place, revokeOld, description }: RotationInputs,
  { report, store, connect, mask, signal }: RotationDeps,
): Promise<Replacement | null> {
  const { description: stated } = splitDescription(description?.trim() ?? "");
  const text = stated ?? known?.description ?? place.title;
  const result = await rotateToken({
    store,
    connect,
    mask,
    signal,
    client: hunt,
    old,
    isOldCertain: isCertain,
    describe: ({ readAt }) => descriptions.format(text, readAt, old),
    isDescriptionUnique: true,
    findRival: (own, content, records) => {
      const rival = records.find(
        (record) => record.mark !== own.mark && descriptions.isInProgress(record, content as SecretContent),
      );
      return rival ? toListedDescription(rival) : null;
    },
    maxStoreDelayMs,
  });
  const finding =
    result.outcome === "rotated" || result.outcome === "old token left"
      ? describeRotated(result, known?.description ?? null, place, revokeOld)
      : describeStopped(result);
  report(finding);
  if (!("client" in result)) return null;
  const { client, record, listed } = result;
  return { client, record, listed, finding };
}

/** Lists the user's tokens. If that fails, the list is empty: no orphan is found, and no old token is revoked. */
async function listTokens(hunt: HuntClient, report: RotationDeps["report"]): Promise<TokenRecord[]> {
  const list = await tryOrReport(
    () => hunt.tokens.list(),
    (error) => reportInfo(report, "Could not list the tokens in HUNT", (error as Error).message),
  );
  return list ?? [];
}

/**
 * Creates the error for a token that cannot be in the secret. A rotation would store the new token in a secret that
 * is not used, and revoke the one in use.
 */
function createNotInSecretError(
  record: TokenRecord,
  { updatedAt }: SecretContent,
  { title }: RotationInputs["place"],
): Error {
  return new Error(
    `The token "${toListedDescription(record)}" was created after the secret ${title} was last changed (${formatDateTime(updatedAt)}), so 'token' is not from this secret. ` +
      "Correct 'secret-name' or 'secret-scope'. If both are correct, store the token in the secret again.",
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
