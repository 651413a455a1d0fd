import {
  HuntAuthError,
  HuntConnectionError,
  HuntProtocolError,
  HuntRateLimitError,
  HuntServerError,
  HuntTimeoutError,
} from "@huntkit/core";
import { type ActionState, skipReasons } from "./feature.js";
import { FeatureError } from "./report/finding.js";

/**
 * Returns why the other features would fail too, as a sentence. They are then skipped, so one cause has one
 * annotation.
 *
 * @param error the error of a feature
 * @returns null if they might succeed
 */
export async function findSharedCause(error: unknown, state: ActionState): Promise<string | null> {
  const cause = error instanceof FeatureError ? error.cause : error;
  if (isUnreachable(cause)) return skipReasons.unreachable;
  return (await isTokenRejected(cause, state)) ? skipReasons.rejected : null;
}

/** Returns whether an error concerns the whole instance. LoopBack also returns 500 for some invalid requests. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof HuntServerError) return error.status !== 500;
  if (error instanceof HuntProtocolError) return ["redirect", "html", "not-http"].includes(error.problem);
  return (
    error instanceof HuntConnectionError ||
    error instanceof HuntTimeoutError ||
    error instanceof HuntRateLimitError
  );
}

/** HUNT also returns 401 if the user is not allowed to do something, so an unchecked token is checked. */
async function isTokenRejected(error: unknown, { hunt, health }: ActionState): Promise<boolean> {
  if (!(error instanceof HuntAuthError) || health !== null) return false;
  try {
    await hunt.tokens.whoAmI();
    return false;
  } catch (failure) {
    return failure instanceof HuntAuthError;
  }
}
