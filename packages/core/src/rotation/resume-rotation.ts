import { clockToleranceMs } from "../dates.js";
import type { HuntClient } from "../client.js";
import { ApiToken } from "../token/api-token.js";
import { joinDescription } from "../token/description-mark.js";
import type { TokenRecord } from "../token/token-record.js";
import type { JournalEntry, JournalToken, RotationJournal } from "./journal.js";
import { revokeToken } from "./revoke-token.js";
import { fingerprintOf, type SecretStore } from "./secret-store.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";

/** Options for finishing or undoing an interrupted rotation. */
export interface ResumeOptions {
  /** Entry of the interrupted rotation. */
  readonly entry: JournalEntry;
  /** Journal that contains the entry. */
  readonly journal: RotationJournal;
  /** Store of the interrupted rotation. */
  readonly store: SecretStore;
  /** Client with the token of this run, which has just been accepted. */
  readonly client: HuntClient & { readonly token: ApiToken };
}

const resumeKeys: KeysOf<ResumeOptions> = { entry: true, journal: true, store: true, client: true };

/** The result of finishing or undoing an interrupted rotation. */
export type ResumeResult =
  /** No token was created, or it no longer exists. */
  | { readonly outcome: "nothing left" }
  /** The store does not contain the new token, which was revoked. */
  | { readonly outcome: "undone" }
  /**
   * The store contains the new token. The old one was revoked, kept as requested, or kept because this run
   * uses it.
   */
  | { readonly outcome: "finished"; readonly old: "revoked" | "kept" | "in use" }
  /**
   * A token might have been created whose value is lost. None of the candidates is proven to be it, so none
   * was revoked.
   */
  | { readonly outcome: "maybe created"; readonly candidates: readonly TokenRecord[] }
  /** It is unknown whether the store contains the new token, so neither token was revoked. */
  | { readonly outcome: "both tokens left" };

/**
 * Finishes or undoes an interrupted rotation, and deletes its journal. It revokes a token only if the
 * rotation created it and stored its ID, or if it is recorded as the old token and the store contains the new
 * one.
 *
 * @throws {Error} if HUNT or the store failed. The journal is kept, and the next run tries again.
 */
export async function resumeRotation(options: ResumeOptions): Promise<ResumeResult> {
  requireKnownKeys(options, resumeKeys);
  await requireSameUser(options);
  await options.journal.claim();
  const result = await settle(options);
  await options.journal.end();
  return result;
}

/** For another user, HUNT reports an existing token as missing. */
async function requireSameUser({ entry, client }: ResumeOptions): Promise<void> {
  const { user } = await client.tokens.whoAmI();
  if (String(user.id) === entry.userId) return;
  throw new Error(
    `The interrupted rotation of ${entry.store} belongs to another user. Resume it with a token of that user.`,
  );
}

async function settle(options: ResumeOptions): Promise<ResumeResult> {
  const { entry } = options;
  switch (entry.state) {
    case "started":
      return { outcome: "nothing left" };
    case "proven":
    case "creation unclear":
      return settleLostToken(options);
    case "created":
    case "verified":
    case "rolling back":
      // The first run might have found a lost token in HUNT's list, so its journal has no entry for the
      // created token.
      return entry.created ? undo(entry.created, options) : settleLostToken(options);
    case "ready":
    case "stored":
    case "store verified":
      return settleByStore(options);
  }
}

/** The ID of the new token is unknown. Only a unique description identifies it. */
async function settleLostToken({ entry, client }: ResumeOptions): Promise<ResumeResult> {
  const createdAfter = Date.parse(entry.startedAt) - clockToleranceMs;
  const candidates = (await client.tokens.list()).filter(
    ({ handle, description, mark, lifetime, lastUsedAt }) =>
      joinDescription(description, mark) === entry.description &&
      handle !== entry.old?.id &&
      lastUsedAt === null &&
      (lifetime.kind !== "dated" || Date.parse(lifetime.createdAt) >= createdAfter),
  );
  if (candidates.length === 0) return { outcome: "nothing left" };
  if (!entry.isDescriptionUnique || candidates.length > 1) return { outcome: "maybe created", candidates };
  await revokeToken(client, candidates[0]!.handle, { confirmed: true });
  return { outcome: "undone" };
}

async function settleByStore(options: ResumeOptions): Promise<ResumeResult> {
  const { entry, store } = options;
  const held = fingerprintOf(await store.read()) ?? (await unifyStore(options));
  if (held !== undefined && held === entry.created?.fingerprint) return finish(options);
  // A store that cannot be read proves nothing, unless the first run has proven it.
  if (held === undefined)
    return entry.state === "store verified" ? finish(options) : { outcome: "both tokens left" };
  // Before the write was confirmed, the old content shows that the write did not happen. After that, someone
  // else has written it. Any other content proves nothing: it might be that of another place.
  const isPrevious = held === entry.before || held === entry.old?.fingerprint;
  return entry.state === "ready" && entry.created && isPrevious
    ? undo(entry.created, options)
    : { outcome: "both tokens left" };
}

/**
 * After an interrupted write, some parts of a store can contain the new token, and others the old one. Writes the
 * token that this run uses to all of them, if it is one of the two.
 *
 * @returns the fingerprint of the token in all parts; undefined if they could not be unified
 */
async function unifyStore({ entry, store, client }: ResumeOptions): Promise<string | undefined> {
  const { fingerprint } = client.token;
  const [created, old] = [entry.created?.fingerprint, entry.old?.fingerprint];
  if (entry.state !== "ready" || !created || !old || !store.unify) return undefined;
  if (fingerprint !== created && fingerprint !== old) return undefined;
  const id = fingerprint === created ? entry.created!.id : entry.old!.id;
  const record = (await client.tokens.list()).find(({ handle }) => id !== null && handle === id);
  if (record === undefined) return undefined;
  const { result } = await store.unify(client.token, record, [created, old]);
  return result === "delivered" ? fingerprint : undefined;
}

async function undo(created: JournalToken, { client }: ResumeOptions): Promise<ResumeResult> {
  if (created.fingerprint === client.token.fingerprint) return { outcome: "both tokens left" };
  await revokeKept(created, client);
  return { outcome: "undone" };
}

async function finish({ entry, client }: ResumeOptions): Promise<ResumeResult> {
  if (!entry.old) return { outcome: "finished", old: "kept" };
  if (entry.old.fingerprint === client.token.fingerprint) return { outcome: "finished", old: "in use" };
  await revokeKept(entry.old, client);
  return { outcome: "finished", old: "revoked" };
}

/**
 * Revokes a token whose ID or fingerprint is in the journal. Some servers use the value as the ID, which is
 * never in a journal.
 */
async function revokeKept({ id, fingerprint }: JournalToken, client: HuntClient): Promise<void> {
  if (id !== null) return revokeToken(client, id, { confirmed: true });
  const record = (await client.tokens.list()).find(
    ({ handle }) => handle instanceof ApiToken && handle.fingerprint === fingerprint,
  );
  if (record) await revokeToken(client, record.handle, { confirmed: true });
}
