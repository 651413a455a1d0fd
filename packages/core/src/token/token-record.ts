import { parseInstant, toIso } from "../dates.js";
import type { AccessToken } from "../models/access-token.js";
import { ApiToken } from "./api-token.js";
import { tokenLifetime, type TokenLifetime } from "./lifetime.js";
import { isTokenFormat } from "./token-format.js";

/** By what HUNT knows a token: an id, or the value itself. */
export type TokenHandle = string | ApiToken;

/** Wraps a handle that has the form of a value, so that it is shown nowhere. */
export function toHandle(id: TokenHandle): TokenHandle {
  return isTokenFormat(id) ? new ApiToken(id) : id;
}

/** What HUNT's token list says of one token; never its value in the open. */
export interface TokenRecord {
  /**
   * What revokes it. A server that uses the value itself as the handle (stock LoopBack 3) has it wrapped here; null where
   * the server gives none.
   */
  readonly handle: TokenHandle | null;
  /** What its creator wrote; null where the server gives none. */
  readonly description: string | null;
  /** Id of the user whose token it is; null where the server gives none. */
  readonly userId: string | null;
  readonly lifetime: TokenLifetime;
  /** ISO 8601; null where it was never used or the server does not say. */
  readonly lastUsedAt: string | null;
}

/** Reads a token as the server sent it, and wraps the value where the server uses that as the id. */
export function toTokenRecord(row: AccessToken): TokenRecord {
  const lastUsed = parseInstant(row.lastUsedOn);
  return {
    handle: typeof row.id === "string" || typeof row.id === "number" ? toHandle(String(row.id)) : null,
    description:
      typeof row.description === "string" && row.description.trim() !== "" ? row.description.trim() : null,
    userId: typeof row.userId === "string" || typeof row.userId === "number" ? String(row.userId) : null,
    lifetime: tokenLifetime(row.created, row.ttl),
    lastUsedAt: lastUsed === null ? null : toIso(lastUsed),
  };
}
