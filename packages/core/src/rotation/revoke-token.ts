import type { HuntClient } from "../client.js";
import { HuntNotFoundError } from "../errors/request-errors.js";
import type { RevokeTokenOptions } from "../token/token-collection.js";
import type { TokenHandle } from "../token/token-record.js";

/**
 * Revokes a token. A token that does not exist counts as revoked.
 *
 * @param handle from HUNT's record of the token
 * @throws {HuntError} if the token could not be revoked, including if HUNT has no route for it
 */
export async function revokeToken(
  client: HuntClient,
  handle: TokenHandle | null,
  options: RevokeTokenOptions = {},
): Promise<void> {
  try {
    await client.tokens.revoke(handle, options);
  } catch (error) {
    if (!(error instanceof HuntNotFoundError)) throw error;
  }
}
