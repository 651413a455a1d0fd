import type { HuntClient } from "../client.js";
import { toIso } from "../dates.js";
import { HuntAuthError } from "../errors/request-errors.js";
import { isHuntError } from "../errors/any-hunt-error.js";
import { mayHaveExecuted } from "../http/may-have-executed.js";
import type { ApiToken } from "../token/api-token.js";
import { confirmOwnership } from "../token/confirm-ownership.js";
import { joinDescription, splitDescription } from "../token/description-mark.js";
import { listIfAllowed } from "../token/prove-ownership.js";
import { isSameHandle, type TokenRecord } from "../token/token-record.js";
import { toJournalToken } from "./journal.js";
import type { RotationState, RotationStep } from "./machine.js";
import { revokeToken } from "./revoke-token.js";
import type { RotationOptions } from "./rotation-options.js";
import type { RotationFailure, TokenSearch } from "./rotation-result.js";
import { fingerprintOf, isSameContent, type StoreContent, type WriteResult } from "./secret-store.js";

/** What a rotation knows so far. */
export interface RotationFacts {
  /** Content of the store before the rotation. */
  before?: StoreContent;
  /** Description as requested, with its mark. */
  description: string;
  /** Description as HUNT returned it; null if HUNT did not return it. */
  keptDescription?: string | null;
  isJournaled: boolean;
  /** The token to revoke at the end. Null if there is none, or until it is confirmed. */
  old: TokenRecord | null;
  token?: ApiToken;
  record?: TokenRecord;
  /** Client with the new token. */
  fresh?: HuntClient;
  /** The tokens that HUNT listed to the new one. Empty if the list was not read. */
  records?: readonly TokenRecord[];
  /** The new token in that list. */
  listed?: TokenRecord | undefined;
  failure?: RotationFailure;
  search: TokenSearch;
  /** Why a token could not be revoked. */
  revocationError?: Error;
  /** What the store knows of an unclear write. */
  detail?: string | undefined;
}

/** A step that might have been executed. Its cause is the reason. */
export class UnclearError extends Error {
  constructor(cause: unknown) {
    super("The step might have been executed.", { cause });
  }
}

/** Another run, or a person, has written the store or is about to. */
export class SupersededError extends Error {}

/** Executes a step. If it throws, the step has failed, or is unclear if it throws an {@link UnclearError}. */
type StepFunction = (facts: RotationFacts, options: RotationOptions) => Promise<void>;

/**
 * The steps of the state machine. Each updates the journal before it makes a change that a later run must
 * know of.
 */
export const steps: Readonly<Record<RotationStep, StepFunction>> = {
  "prove store": async (facts, { store, checkStore }) => {
    facts.before = await store.prove();
    await checkStore?.();
  },
  "create token": createToken,
  "find lost token": findLostToken,
  "verify token": async (facts, options) => {
    const { journal, connect, findRival } = options;
    await journal?.advance({ state: "created", created: toJournalToken(facts.record!, facts.token) });
    requireFullDescription(facts);
    facts.fresh = await connect(facts.token!);
    if (findRival) facts.records = await listIfAllowed(facts.fresh, undefined);
    facts.listed = facts.records?.find(({ handle }) => isSameHandle(handle, facts.record!.handle));
    // HUNT accepted the token when it returned a list that contains it.
    if (facts.listed === undefined) await facts.fresh.tokens.whoAmI();
    await confirmOld(facts, options);
  },
  "check store": requireNoRival,
  "write store": async (facts, { client, journal, store }) => {
    await journal?.advance({ state: "ready", old: facts.old && toJournalToken(facts.old, client.token) });
    requireDelivered(await toUnknown(store.write(facts.token!, facts.record!)), facts);
  },
  "verify store": async (facts, options) => {
    await recordState("stored", options);
    requireDelivered(await toUnknown(options.store.verify(facts.token!)), facts);
  },
  "revoke old token": async (facts, options) => {
    await recordState("store verified", options);
    if (facts.old) await revokeToken(facts.fresh!, facts.old.handle, { confirmed: true });
  },
  "revoke new token": async (facts, options) => {
    const created = toJournalToken(facts.record!, facts.token);
    await options.journal?.advance({ state: "rolling back", created }).catch(() => {});
    await revokeNewToken(facts, options);
  },
};

async function createToken(facts: RotationFacts, options: RotationOptions): Promise<void> {
  const { client, journal, store, old, now = Date.now } = options;
  facts.description = options.describe(facts.before!);
  await journal?.begin({
    state: "proven",
    userId: options.owner ?? old?.userId ?? String((await client.tokens.whoAmI()).user.id),
    startedAt: toIso(now()),
    instance: client.instance.origin,
    store: store.describe(),
    description: facts.description,
    isDescriptionUnique: options.isDescriptionUnique ?? false,
    before: fingerprintOf(facts.before!) ?? null,
    created: null,
    old: facts.old && toJournalToken(facts.old, client.token),
  });
  facts.isJournaled = true;
  try {
    const { token, record } = await client.tokens.create(facts.description, { owner: options.owner });
    options.mask?.(token.reveal());
    facts.token = token;
    facts.keptDescription = record.description && joinDescription(record.description, record.mark);
    facts.record = { ...record, ...splitDescription(facts.description) };
  } catch (error) {
    throw new UnclearError(error);
  }
}

/**
 * Confirms that the old token is that of the client. Without a confirmation, it is kept. It runs before the store is
 * written, because a run that resumes this rotation revokes the token in the journal.
 */
async function confirmOld(
  facts: RotationFacts,
  { client, old, random }: Pick<RotationOptions, "client" | "old" | "random">,
): Promise<void> {
  if (old === null || facts.old !== null) return;
  const { fresh, records } = facts;
  const trial = { client, observer: fresh!, record: old, records, random };
  if (await confirmOwnership(trial)) facts.old = old;
}

/** HUNT's maximum length is not documented. A later run could not recognize a token with a truncated mark. */
function requireFullDescription({ description, keptDescription }: RotationFacts): void {
  if (!keptDescription || keptDescription === description.trim()) return;
  throw new Error(
    `HUNT truncated the description to ${keptDescription.length} characters, so a later run would not recognize the token. Shorten the description of the old token, and rotate it again.`,
  );
}

/** HUNT might no longer accept the old token if another run has replaced it. Each token can revoke itself. */
async function revokeNewToken({ record, fresh }: RotationFacts, options: RotationOptions): Promise<void> {
  const { client, owner } = options;
  try {
    await revokeToken(client, record!.handle, { confirmed: true, any: owner !== undefined, owner });
  } catch (error) {
    if (!fresh) throw error;
    await revokeToken(fresh, record!.handle, { confirmed: true }).catch(() => {
      throw error;
    });
  }
}

/**
 * A request whose response was lost might have created a token. HUNT then lists it with its unique
 * description.
 */
async function findLostToken(facts: RotationFacts, options: RotationOptions): Promise<void> {
  const { client, isDescriptionUnique = false } = options;
  const { reason } = facts.failure!;
  // Another run that has replaced the token has also revoked the one that this run uses.
  if (reason instanceof HuntAuthError) await requireUnchanged(facts, options);
  if (isDescriptionUnique) {
    const records = await client.tokens.list().catch((error: Error) => error);
    if (records instanceof Error) {
      facts.search = records;
      throw new UnclearError(records);
    }
    const record = records.find(
      ({ description, mark }) => joinDescription(description, mark) === facts.description,
    );
    if (record) {
      facts.record = record;
      return;
    }
    facts.search = "not listed";
  }
  if (isHuntError(reason) && !mayHaveExecuted(reason)) throw reason;
  throw new UnclearError(reason);
}

/**
 * If two runs rotate at the same time, each finds the other's token in HUNT's list, or its write to the
 * store, and stops.
 */
async function requireNoRival(facts: RotationFacts, options: RotationOptions): Promise<void> {
  const { findRival, maxStoreDelayMs = Infinity } = options;
  const before = facts.before!;
  const { readAt } = await requireUnchanged(facts, options);
  if (readAt - before.readAt > maxStoreDelayMs)
    throw new Error("Too much time has passed since the store was first read.");
  const rival = findRival?.(facts.record!, before, facts.records ?? []) ?? null;
  if (rival !== null)
    throw new SupersededError(`Another run is replacing the token at the same time, with "${rival}".`);
}

async function requireUnchanged(
  { before }: RotationFacts,
  { store }: RotationOptions,
): Promise<StoreContent> {
  const content = await store.read();
  if (isSameContent(content, before!)) return content;
  throw new SupersededError(`Another run, or a person, has written ${store.describe()} in the meantime.`);
}

/** A store must not throw. If it does, it might have been written. */
function toUnknown(written: Promise<WriteResult>): Promise<WriteResult> {
  return written.catch((reason: Error) => ({ result: "unknown", reason }));
}

function requireDelivered(written: WriteResult, facts: RotationFacts): void {
  if (written.result === "delivered") return;
  if (written.result === "not delivered") throw written.reason;
  facts.detail = written.detail;
  throw new UnclearError(written.reason);
}

/** A failure does not stop the rotation: a later run finds out the rest from the store. */
async function recordState(state: RotationState, { journal }: RotationOptions): Promise<void> {
  await journal?.advance({ state }).catch(() => {});
}
