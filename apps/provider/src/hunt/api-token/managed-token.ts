import { createHash } from "node:crypto";
import { ApiToken, isUnavailable, type HuntClient, type TokenRecord } from "@huntkit/core";
import { getSafeHandle } from "@huntkit/core/internal";

/** The prefix of an ID that is not a handle. */
const fingerprint = "fingerprint-";

/**
 * Returns the ID of a token in Terraform, which is stored in the state: its handle in HUNT. If the handle can
 * contain the value of the token, as in stock LoopBack 3, the ID contains a part of a SHA-256 instead.
 *
 * @returns null if HUNT returns no handle of the token
 */
export function getStateId({ handle }: Pick<TokenRecord, "handle">): string | null {
  if (handle instanceof ApiToken) return `${fingerprint}${handle.fingerprint}`;
  if (handle === null) return null;
  const hash = createHash("sha256").update(`huntkit token id\0${handle}`).digest("hex");
  return getSafeHandle(handle) ?? `${fingerprint}${hash.slice(0, 16)}`;
}

/** Returns the handle that revokes a token with this ID. Null if the ID is a fingerprint. */
export function parseStateId(id: string): string | null {
  return id.startsWith(fingerprint) ? null : id;
}

/**
 * Returns the dates of a token as attributes. Null if HUNT does not return them, or the token does not
 * expire.
 */
export function toLifetimeAttributes({ lifetime }: Pick<TokenRecord, "lifetime">): {
  created_on: string | null;
  expires_at: string | null;
} {
  return lifetime.kind === "dated"
    ? { created_on: lifetime.createdAt, expires_at: lifetime.expiresAt }
    : { created_on: null, expires_at: null };
}

/** A token that exists in HUNT, as far as known. */
export interface FoundToken {
  /**
   * The record in HUNT's list. Null if HUNT does not show the list to this user, so it is unknown whether it
   * exists.
   */
  readonly record: TokenRecord | null;
  /** Whether it belongs to another user. Only an admin can then list and revoke it. */
  readonly any: boolean;
}

/**
 * Finds a token in HUNT's lists: in the caller's own tokens, or if it belongs to another user, for example
 * after a change of the provider's token, in those of its owner. The tokens of all users are read only if HUNT does
 * not return these, because that can take a request per user for each token.
 *
 * @returns null if HUNT has no token with this ID
 * @throws {HuntAuthError} if the provider's own token is not valid
 */
export async function findToken(
  client: HuntClient,
  { id, user_id }: { id: string; user_id: string | null },
  signal?: AbortSignal,
): Promise<FoundToken | null> {
  const isMatch = (record: TokenRecord) => getStateId(record) === id;
  const own = await toNullIfUnavailable(client.tokens.list({ signal }));
  const record = own?.find(isMatch);
  if (record) return { record, any: false };
  // LoopBack returns 401 for an expired token and for a request that is not allowed. This request
  // distinguishes them.
  const { user } = await client.tokens.whoAmI({ signal });
  const any = user_id !== null && String(user.id) !== user_id;
  const owned = any ? await toNullIfUnavailable(client.tokens.list({ owner: user_id, signal })) : own;
  const survey = any && !owned ? await toNullIfUnavailable(client.tokens.listAll({ signal })) : null;
  const listed = owned ?? survey?.records;
  if (!listed) return { record: null, any };
  const other = listed.find(isMatch);
  if (other) return { record: other, any };
  const isHidden = survey?.refused.some((each) => String(each.user.id) === user_id) ?? false;
  return isHidden ? { record: null, any } : null;
}

/**
 * Returns the caller's own tokens, and all tokens that the caller can see, which for an admin are those of
 * all users. Null if HUNT does not show a list to this user.
 *
 * @throws {HuntAuthError} if the provider's own token is not valid
 */
export async function listVisibleTokens(
  client: HuntClient,
  signal?: AbortSignal,
): Promise<{ own: TokenRecord[]; all: TokenRecord[] } | null> {
  const own = await toNullIfUnavailable(client.tokens.list({ signal }));
  if (own === null) await client.tokens.whoAmI({ signal });
  return own && { own, all: (await toNullIfUnavailable(client.tokens.listAll({ signal })))?.records ?? own };
}

/** Returns null if the caller is not allowed to see the list, or the route does not exist. */
async function toNullIfUnavailable<T>(response: Promise<T>): Promise<T | null> {
  try {
    return await response;
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}
