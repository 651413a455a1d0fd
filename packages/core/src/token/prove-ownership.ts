import type { HuntClient } from "../client.js";
import { isUnavailable } from "../errors/request-errors.js";
import type { JournalToken } from "../rotation/journal.js";
import { ApiToken } from "./api-token.js";
import type { TokenRecord } from "./token-record.js";

/** Which record of HUNT's list is proven to be that of a client's token. A matching description proves nothing. */
export type Ownership =
  | {
      readonly record: TokenRecord;
      /** The list shows the value, its id was kept when it was created, or only its last use changed with own requests. */
      readonly by: "value" | "kept id" | "last use";
    }
  | {
      readonly record: null;
      /** The records that it could be. */
      readonly candidates: readonly TokenRecord[];
    };

/** Some servers keep the time of a last use to the second. */
const resolutionMs = 1_100;

/**
 * Proves which record is that of the client's token. Otherwise, none may be revoked as the old one.
 *
 * @param kept HUNT's id of a token and the fingerprint of its value, as kept when the token was created. The id proves
 *   nothing if the client uses another value.
 * @throws {HuntError} if HUNT cannot be reached; a list that HUNT does not show has no candidates
 */
export async function proveOwnership(
  client: HuntClient & { readonly token: ApiToken },
  { kept, signal }: { readonly kept?: JournalToken | undefined; readonly signal?: AbortSignal } = {},
): Promise<Ownership> {
  const records = await listIfAllowed(client, signal);
  const byValue = records.find(({ handle }) => handle instanceof ApiToken && handle.equals(client.token));
  if (byValue) return { record: byValue, by: "value" };
  const keptId = kept?.fingerprint === client.token.fingerprint ? kept.id : null;
  const byId = records.find(({ handle }) => typeof handle === "string" && handle === keptId);
  if (byId) return { record: byId, by: "kept id" };
  const first = await observeUse(client, records, signal);
  const second = first && (await observeUse(client, first.records, signal));
  if (second && second.used.handle === first.used.handle) return { record: second.used, by: "last use" };
  return { record: null, candidates: records };
}

/** Returns whether HUNT reports the last use of any of these tokens. Otherwise, no use can be observed. */
export function reportsUses(records: readonly TokenRecord[]): boolean {
  return records.some(({ lastUsedAt }) => lastUsedAt !== null);
}

/**
 * Sends a request, reads the list again, and returns the only record whose last use changed; null if there is
 * none, or more
 * than one. Two such observations in a row are a proof, because another program may use another token at the same time.
 *
 * @param before the list that was read last
 */
export async function observeUse(
  client: HuntClient,
  before: readonly TokenRecord[],
  signal: AbortSignal | undefined,
): Promise<{ used: TokenRecord; records: readonly TokenRecord[] } | null> {
  if (!reportsUses(before)) return null;
  const lastUses = new Map(before.map(({ handle, lastUsedAt }) => [handle, lastUsedAt]));
  for (const delayMs of [0, resolutionMs]) {
    if (delayMs > 0) await client.clock.sleep(delayMs, signal);
    await client.tokens.whoAmI({ signal });
    const records = await listIfAllowed(client, signal);
    const changed = records.filter(
      ({ handle, lastUsedAt }) => lastUsedAt !== null && lastUses.get(handle) !== lastUsedAt,
    );
    if (changed.length > 1) return null;
    const [used] = changed;
    if (used && typeof used.handle === "string") return { used, records };
  }
  return null;
}

async function listIfAllowed(client: HuntClient, signal: AbortSignal | undefined): Promise<TokenRecord[]> {
  try {
    return await client.tokens.list({ signal });
  } catch (error) {
    if (isUnavailable(error)) return [];
    throw error;
  }
}
