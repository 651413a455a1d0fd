import { type ApiToken, type HuntClient, isHuntError, type TokenRecord } from "@huntkit/core";
import { isSameHandle } from "@huntkit/core/internal";
import { proveOwnership } from "@huntkit/core/rotation";

type TokenClient = HuntClient & { readonly token: ApiToken };

/** Whether hunt itself uses a token. It is `possible` unless HUNT proves which token hunt uses. */
export type TokenUse = "current" | "possible" | "other";

/** What the command knows of the token that hunt uses. */
interface OwnToken {
  /** ID of its user; null if unknown. */
  readonly userId: string | null;
  /** ID of its record in HUNT, as stored when the token was created. */
  readonly handle: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Judges whether hunt uses the token of this record. It is another token only if it belongs to another user, or another
 * record is proven to be that of the token in use. A description or the last use in a single list proves nothing.
 */
export async function judgeUse(
  client: TokenClient,
  record: TokenRecord,
  { userId, handle, signal }: OwnToken,
): Promise<TokenUse> {
  if (userId !== null && record.userId !== null && record.userId !== userId) return "other";
  const current = await findOwnRecord(client, handle, signal);
  if (current === null) return "possible";
  return isSameHandle(current.handle, record.handle) ? "current" : "other";
}

/** Returns the record that is proven to be that of the token in use, or null. An error of HUNT proves nothing. */
async function findOwnRecord(
  client: TokenClient,
  handle: string | undefined,
  signal: AbortSignal,
): Promise<TokenRecord | null> {
  const kept = handle === undefined ? undefined : { id: handle, fingerprint: client.token.fingerprint };
  try {
    return (await proveOwnership(client, { kept, signal })).record;
  } catch (error) {
    if (isHuntError(error)) return null;
    throw error;
  }
}
