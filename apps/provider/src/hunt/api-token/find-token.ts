import {
  HuntAuthError,
  HuntForbiddenError,
  HuntNotFoundError,
  type HuntClient,
  type TokenRecord,
} from "@huntkit/core";
import { tokenId } from "./token-id.js";

/** A token that HUNT has. */
export interface FoundToken {
  /** What HUNT's list tells; null where HUNT does not show the list that would tell, so that it is not known whether the token is there. */
  readonly record: TokenRecord | null;
  /** Whether it is another user's, so that only an admin's routes list and revoke it. */
  readonly any: boolean;
}

/**
 * Looks for a token in HUNT's lists: among the caller's own, or where it belongs to another user, as after a change of the
 * provider's token, among everybody's.
 *
 * @returns null where HUNT has none of this id
 * @throws {HuntAuthError} where the provider's own token is dead
 */
export async function findToken(
  client: HuntClient,
  { id, user_id }: { id: string; user_id: string | null },
  signal?: AbortSignal,
): Promise<FoundToken | null> {
  const isIt = (record: TokenRecord) => tokenId(record) === id;
  const own = await unlessRefused(client.tokens.list({ signal }));
  const record = own?.find(isIt);
  if (record) return { record, any: false };
  // LoopBack answers to a dead token as it does to what a living one may not do: only this tells which it was.
  const { user } = await client.tokens.whoAmI({ signal });
  const any = user_id !== null && String(user.id) !== user_id;
  const listed = any ? await unlessRefused(client.tokens.list({ all: true, signal })) : own;
  if (!listed) return { record: null, any };
  const other = listed.find(isIt);
  return other ? { record: other, any } : null;
}

/**
 * The caller's own tokens, and all that the caller can see: for an admin everybody's. Null where HUNT shows none.
 *
 * @throws {HuntAuthError} where the provider's own token is dead
 */
export async function visibleTokens(
  client: HuntClient,
  signal?: AbortSignal,
): Promise<{ own: TokenRecord[]; all: TokenRecord[] } | null> {
  const own = await unlessRefused(client.tokens.list({ signal }));
  if (own === null) await client.tokens.whoAmI({ signal });
  return own && { own, all: (await unlessRefused(client.tokens.list({ all: true, signal }))) ?? own };
}

/** Null for HUNT's own no: the caller may not see it, or there is no such route. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (
      error instanceof HuntAuthError ||
      error instanceof HuntForbiddenError ||
      error instanceof HuntNotFoundError
    )
      return null;
    throw error;
  }
}
