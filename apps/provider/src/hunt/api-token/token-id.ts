import { createHash } from "node:crypto";
import { ApiToken, type TokenRecord } from "@huntkit/core";

/** How long a token's value is, in characters (vendor's PowerShell module). */
const valueLength = 64;

/** What an id begins with that is no handle. */
const fingerprint = "fingerprint-";

/**
 * By what Terraform knows a token, in its state and on the screen: HUNT's handle. Where that is the value itself, as in stock
 * LoopBack 3, or long enough to hold one, it is a part of its SHA-256, which cannot be turned back.
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
