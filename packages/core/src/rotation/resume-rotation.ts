import type { HuntClient } from "../client.js";
import { ApiToken } from "../token/api-token.js";
import { joinDescription } from "../token/description-mark.js";
import type { TokenRecord } from "../token/token-record.js";
import type { JournalEntry, JournalToken, RotationJournal } from "./journal.js";
import { revokeToken } from "./revoke-token.js";
import { fingerprintOf, type SecretStore } from "./secret-store.js";

/** What a later run works with to finish or undo an interrupted rotation. */
export interface ResumeOptions {
  readonly entry: JournalEntry;
  readonly journal: RotationJournal;
  readonly store: SecretStore;
  /** Uses the token of this run. HUNT has just accepted it. */
  readonly client: HuntClient & { readonly token: ApiToken };
}

/** What became of an interrupted rotation. */
export type ResumeResult =
  /** No token was created, or it is gone. */
  | { readonly outcome: "nothing left" }
  /** The store does not hold the new token, which was revoked. */
  | { readonly outcome: "undone" }
  /** The store holds the new token. The old one was revoked, kept, or left since this run itself uses it. */
  | { readonly outcome: "finished"; readonly old: "revoked" | "kept" | "in use" }
  /** A token may have been created whose value no one has. It is not proven to be one of these, so none was revoked. */
  | { readonly outcome: "maybe created"; readonly candidates: readonly TokenRecord[] }
  /** It cannot be known whether the store holds the new token, so neither was revoked. */
  | { readonly outcome: "both tokens left" };

/** How far the clocks of this machine and of HUNT may differ, in milliseconds. */
const clockToleranceMs = 5 * 60_000;

/**
 * Finishes or undoes an interrupted rotation, and ends its journal. A token is revoked only if the rotation created it and kept
 * its id, or if its id was kept as that of the old token and the store holds the new one.
 *
 * @throws {Error} if HUNT or the store failed; then the journal is kept, and the next run tries again
 */
export async function resumeRotation(options: ResumeOptions): Promise<ResumeResult> {
  await requireSameUser(options);
  await options.journal.claim();
  const result = await settle(options);
  await options.journal.end();
  return result;
}

/** To another user, HUNT reports a token as missing that exists. */
async function requireSameUser({ entry, client }: ResumeOptions): Promise<void> {
  const { user } = await client.tokens.whoAmI();
  if (String(user.id) === entry.userId) return;
  throw new Error(
    `The interrupted rotation of ${entry.store} belongs to another user of HUNT. Continue it with a token of that user.`,
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
      // The first run may have found a lost token in HUNT's list, so its journal had no entry for the token
      // that was created.
      return entry.created ? undo(entry.created, options) : settleLostToken(options);
    case "ready":
    case "stored":
    case "store verified":
      return settleByStore(options);
  }
}

/** The id of the new token was never known: only a unique description proves which one it is. */
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
  await revokeToken(client, candidates[0]!.handle);
  return { outcome: "undone" };
}

async function settleByStore(options: ResumeOptions): Promise<ResumeResult> {
  const { entry, store } = options;
  const held = fingerprintOf(await store.read());
  if (held !== undefined && held === entry.created?.fingerprint) return finish(options);
  // A store that cannot be read proves nothing, unless the first run has proven it.
  if (held === undefined)
    return entry.state === "store verified" ? finish(options) : { outcome: "both tokens left" };
  // Before the write was confirmed, the store shows that it did not take place. After that, someone else has written it since.
  return entry.state === "ready" && entry.created
    ? undo(entry.created, options)
    : { outcome: "both tokens left" };
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

/** Revokes a token whose id or fingerprint the journal kept. Some servers use the value as the id, which no journal keeps. */
async function revokeKept({ id, fingerprint }: JournalToken, client: HuntClient): Promise<void> {
  if (id !== null) return revokeToken(client, id);
  const record = (await client.tokens.list()).find(
    ({ handle }) => handle instanceof ApiToken && handle.fingerprint === fingerprint,
  );
  if (record) await revokeToken(client, record.handle);
}
