import type { ApiToken } from "../token/api-token.js";
import type { StoreContent, WriteResult } from "./secret-store.js";

/*
 * Stores whose content can be read, and that are written completely or not at all, such as a file that is replaced. Their
 * content then shows what a write has done.
 */

/**
 * Returns the outcome of a write that failed: `delivered` if the store contains the token anyway, and `unknown` if
 * it cannot be read.
 *
 * @param read reads the store
 * @param reason the failure of the write
 */
export async function findWriteOutcome(
  read: () => Promise<StoreContent>,
  token: ApiToken,
  reason: Error,
): Promise<WriteResult> {
  const content = await read().catch(() => null);
  if (content === null) return { result: "unknown", reason };
  return holdsToken(content, token) ? { result: "delivered" } : { result: "not delivered", reason };
}

/**
 * Returns whether a store contains the token that was written to it: `delivered`, or `unknown` with the reason.
 *
 * @param read reads the store
 * @param otherContent the reason if the store contains anything else
 */
export async function verifyByReading(
  read: () => Promise<StoreContent>,
  token: ApiToken,
  otherContent: Error,
): Promise<WriteResult> {
  try {
    if (holdsToken(await read(), token)) return { result: "delivered" };
  } catch (error) {
    return { result: "unknown", reason: error as Error };
  }
  return { result: "unknown", reason: otherContent };
}

/** A fingerprint is the only proof if a store does not show the token. */
function holdsToken({ token: stored, fingerprint }: StoreContent, token: ApiToken): boolean {
  return stored ? stored.equals(token) : fingerprint === token.fingerprint;
}
