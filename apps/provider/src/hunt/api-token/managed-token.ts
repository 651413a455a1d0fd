import { createHash } from "node:crypto";
import { ApiToken, isUnavailable, type HuntClient, type TokenRecord } from "@huntkit/core";

/** How long a token's value is, in characters (vendor's PowerShell module). */
const valueLength = 64;

/** What an id begins with that is no handle. */
const fingerprint = "fingerprint-";

/**
 * By what Terraform knows a token, in its state and on the screen: HUNT's handle. Where that is the value
 * itself, as in stock LoopBack 3, or long enough to hold one, it is a part of its SHA-256, which cannot be
 * turned back.
 *
 * @returns null where HUNT gives the token no handle
 */
export function tokenId({ handle }: Pick<TokenRecord, "handle">): string | null {
  if (handle instanceof ApiToken) return `${fingerprint}${handle.fingerprint}`;
  if (handle === null || handle.length < valueLength) return handle;
  return `${fingerprint}${createHash("sha256").update(`huntkit token id\0${handle}`).digest("hex").slice(0, 16)}`;
}

/** The handle that revokes a token of this id; null where the id does not tell it, and only HUNT's list does. */
export function handleOf(id: string): string | null {
  return id.startsWith(fingerprint) ? null : id;
}

/** What is known of a token's life, as attributes. Null where HUNT does not tell, or the token is endless. */
export function lifeOf({ lifetime }: Pick<TokenRecord, "lifetime">): {
  created_on: string | null;
  expires_at: string | null;
} {
  return lifetime.kind === "dated"
    ? { created_on: lifetime.createdAt, expires_at: lifetime.expiresAt }
    : { created_on: null, expires_at: null };
}

/** A token that HUNT has. */
export interface FoundToken {
  /** What HUNT's list tells; null where HUNT does not show the list that would tell, so that it is not known whether the token is there. */
  readonly record: TokenRecord | null;
  /** Whether it is another user's, so that only an admin's routes list and revoke it. */
  readonly any: boolean;
}

/**
 * Looks for a token in HUNT's lists: among the caller's own, or where it belongs to another user, as after a
 * change of the provider's token, among everybody's.
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
  // LoopBack answers to a dead token as it does to what a living one may not do: only this tells which it
  // was.
  const { user } = await client.tokens.whoAmI({ signal });
  const any = user_id !== null && String(user.id) !== user_id;
  const survey = any ? await unlessRefused(client.tokens.listAll({ signal })) : null;
  const listed = any ? survey?.records : own;
  if (!listed) return { record: null, any };
  const other = listed.find(isIt);
  if (other) return { record: other, any };
  const isHidden = survey?.refused.some((each) => String(each.user.id) === user_id) ?? false;
  return isHidden ? { record: null, any } : null;
}

/**
 * The caller's own tokens, and all that the caller can see: for an admin everybody's. Null where HUNT shows
 * none.
 *
 * @throws {HuntAuthError} where the provider's own token is dead
 */
export async function visibleTokens(
  client: HuntClient,
  signal?: AbortSignal,
): Promise<{ own: TokenRecord[]; all: TokenRecord[] } | null> {
  const own = await unlessRefused(client.tokens.list({ signal }));
  if (own === null) await client.tokens.whoAmI({ signal });
  return own && { own, all: (await unlessRefused(client.tokens.listAll({ signal })))?.records ?? own };
}

/** Null for HUNT's own no: the caller may not see it, or there is no such route. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}
