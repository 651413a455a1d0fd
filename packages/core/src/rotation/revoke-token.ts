import type { HuntClient } from "../client.js";
import { HuntNotFoundError } from "../errors/request-errors.js";
import type { CallOptions } from "../http/request.js";
import type { TokenHandle } from "../token/token-record.js";

/**
 * Revokes a token. A token that does not exist counts as revoked.
 *
 * @param handle from HUNT's record of the token
 * @param options.any whether the token belongs to another user, which requires an admin
 * @param options.owner ID of that user, if known
 * @throws {HuntError} if the token could not be revoked, including if HUNT has no route for it
 */
export async function revokeToken(
  client: HuntClient,
  handle: TokenHandle | null,
  options: CallOptions & { any?: boolean; owner?: string | null | undefined } = {},
): Promise<void> {
  try {
    await client.tokens.revoke(handle, options);
  } catch (error) {
    if (!(error instanceof HuntNotFoundError)) throw error;
  }
}
