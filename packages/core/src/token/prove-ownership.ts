import type { HuntClient } from "../client.js";
import { isUnavailable } from "../errors/request-errors.js";
import type { JournalToken } from "../rotation/journal.js";
import { ApiToken } from "./api-token.js";
import type { TokenRecord } from "./token-record.js";

/** The record that is proven to be that of a client's token. A matching description proves nothing. */
export type Ownership =
  | {
      readonly record: TokenRecord;
      /**
       * The list contains the value, its ID was stored at its creation, or only its last use changed with our
       * own requests.
       */
      readonly by: "value" | "kept id" | "last use";
    }
  | {
      readonly record: null;
      /** Records that it could be. */
      readonly candidates: readonly TokenRecord[];
    };

/** Some servers store the time of the last use only to the second. */
export const resolutionMs = 1_100;

/** What the caller knows before a proof. */
export interface KnownOfToken {
  /**
   * HUNT's ID of a token and the fingerprint of its value, as stored when the token was created. The ID proves
   * nothing if the client uses another value.
   */
  readonly kept?: JournalToken | undefined;
  /** The last lists of tokens that this client has read in this run, oldest first. The proof starts with them. */
  readonly lists?: TokenLists | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Lists of a user's tokens that one client has read one after the other, with `users/me` between the last two. */
export type TokenLists = readonly (readonly TokenRecord[])[];

/** A record whose last use changed, and the list that shows it. */
interface ObservedUse {
  readonly used: TokenRecord;
  readonly records: readonly TokenRecord[];
}

/**
 * Proves which record is that of the client's token. Without a proof, no record may be revoked as the old
 * token.
 *
 * A proof by `last use` is only as good as HUNT's list: if HUNT does not list the token, as for a session, a token that
 * another program uses between all of these requests looks the same. A rotation therefore confirms it with the new
 * token ({@link confirmOwnership}).
 *
 * @throws {HuntError} if HUNT cannot be reached. If HUNT does not return the list, there are no candidates.
 */
export async function proveOwnership(
  client: HuntClient & { readonly token: ApiToken },
  { kept, lists = [], signal }: KnownOfToken = {},
): Promise<Ownership> {
  const records = lists.at(-1) ?? (await listIfAllowed(client, signal));
  const byValue = records.find(({ handle }) => handle instanceof ApiToken && handle.equals(client.token));
  if (byValue) return { record: byValue, by: "value" };
  const keptId = kept?.fingerprint === client.token.fingerprint ? kept.id : null;
  const byId = records.find(({ handle }) => typeof handle === "string" && handle === keptId);
  if (byId) return { record: byId, by: "kept id" };
  const first = findObservedUse(lists) ?? (await observeUse(client, records, { signal }));
  const second = first && (await observeUse(client, first.records, { isSecond: true, signal }));
  if (second && second.used.handle === first.used.handle) return { record: second.used, by: "last use" };
  return { record: null, candidates: records };
}

/** Returns whether HUNT reports the last use of any of these tokens. Otherwise, no use can be observed. */
export function hasLastUses(records: readonly TokenRecord[]): boolean {
  return records.some(({ lastUsedAt }) => lastUsedAt !== null);
}

/**
 * Uses the client's token, reads the list again, and returns the only record whose last use changed; null if
 * there is none or more than one. Two such observations in a row are a proof. One is not, because another
 * program might use another token at the same time. If no last use changed, it waits and tries again: the
 * instance might store times to the second.
 *
 * @param before the last list that was read
 * @param isSecond whether an observation precedes this one. The list is then the only use of the token. In the
 *   first observation, `users/me` is also sent: if an instance did not count lists, a token that another
 *   program uses all the time would otherwise be the only one whose last use changes.
 */
export async function observeUse(
  client: HuntClient,
  before: readonly TokenRecord[],
  { isSecond = false, signal }: { readonly isSecond?: boolean; readonly signal: AbortSignal | undefined },
): Promise<ObservedUse | null> {
  if (!hasLastUses(before)) return null;
  for (const delayMs of [0, resolutionMs]) {
    if (delayMs > 0) await client.clock.sleep(delayMs, signal);
    if (delayMs > 0 || !isSecond) await client.tokens.whoAmI({ signal });
    const records = await listIfAllowed(client, signal);
    const changed = listChangedUses(before, records);
    if (changed.length > 1) return null;
    const [used] = changed;
    if (used && typeof used.handle === "string") return { used, records };
  }
  return null;
}

/** Returns the only record whose last use differs in the last two lists, or null. */
export function findObservedUse(lists: TokenLists): ObservedUse | null {
  const [before = [], records = []] = lists.slice(-2);
  const [used, ...others] = hasLastUses(before) ? listChangedUses(before, records) : [];
  return used && others.length === 0 && typeof used.handle === "string" ? { used, records } : null;
}

function listChangedUses(before: readonly TokenRecord[], after: readonly TokenRecord[]): TokenRecord[] {
  const lastUses = new Map(before.map(({ handle, lastUsedAt }) => [handle, lastUsedAt]));
  return after.filter(({ handle, lastUsedAt }) => lastUsedAt !== null && lastUses.get(handle) !== lastUsedAt);
}

/** Lists the user's tokens. The list is empty if HUNT does not allow it, or has no route for it. */
export async function listIfAllowed(
  client: Pick<HuntClient, "tokens">,
  signal: AbortSignal | undefined,
): Promise<TokenRecord[]> {
  try {
    return await client.tokens.list({ signal });
  } catch (error) {
    if (isUnavailable(error)) return [];
    throw error;
  }
}
