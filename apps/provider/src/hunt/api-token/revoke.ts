import { HuntNotFoundError, type HuntClient, type TokenHandle } from "@huntkit/core";

/**
 * Revokes a token, unless it is gone already.
 *
 * @param handle from HUNT's record of it
 * @param options.any whether it is another user's, which admins alone revoke
 */
export async function revoke(
  client: HuntClient,
  handle: TokenHandle | null,
  options: { any?: boolean; signal?: AbortSignal } = {},
): Promise<void> {
  try {
    await client.tokens.revoke(handle, options);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** A record that is not there; of a route that is not there LoopBack 3 says that it has no method for it. */
function isGone(error: unknown): boolean {
  return error instanceof HuntNotFoundError && !/no method (to handle|handling)/.test(error.message);
}
