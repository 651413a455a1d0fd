import type { HuntError } from "../errors/hunt-error.js";
import {
  HuntConnectionError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntServerError,
  HuntTimeoutError,
} from "../errors/request-errors.js";
import type { HuntResponse } from "./request.js";

/** Returns whether a failed request may have been executed: it reached HUNT, and HUNT did not reject it. */
export function mayHaveExecuted(error: HuntError): boolean {
  if (error instanceof HuntConnectionError) return error.problem === "reset";
  if (error instanceof HuntTimeoutError) return error.limit !== "connect";
  if (error instanceof HuntProtocolError) return error.problem !== "redirect" && error.problem !== "not-http";
  return error instanceof HuntServerError;
}

/**
 * Deletes one thing, and fails where there was none: LoopBack 3 answers that with 404 on relations, and on models with
 * success and `{count: 0}`.
 *
 * @param run sends the request
 * @param shown method and path, as they may be shown
 * @throws {HuntNotFoundError} unless an earlier attempt, whose answer was lost, may have done it already
 */
export async function deleteOnce(
  run: () => Promise<HuntResponse<unknown>>,
  shown: { method: string; path: string },
): Promise<void> {
  try {
    const { data, status, attempts, mayHaveExecutedBefore } = await run();
    const { count } = (data ?? {}) as { count?: unknown };
    if (count === undefined || count === null || Number(count) !== 0) return;
    throw new HuntNotFoundError(`${shown.method} ${shown.path}: HUNT has nothing of this id.`, {
      ...shown,
      status,
      attempts,
      mayHaveExecutedBefore,
    });
  } catch (error) {
    if (error instanceof HuntNotFoundError && error.mayHaveExecutedBefore) return;
    throw error;
  }
}
