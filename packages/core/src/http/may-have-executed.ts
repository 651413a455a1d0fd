import type { HuntError } from "../errors/hunt-error.js";
import {
  HuntClosedError,
  HuntConnectionError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntServerError,
  HuntTimeoutError,
} from "../errors/request-errors.js";
import type { HuntResponse } from "./request.js";

/** Returns whether a failed request might have been executed: it reached HUNT, and HUNT did not reject it. */
export function mayHaveExecuted(error: HuntError): boolean {
  if (error instanceof HuntConnectionError) return error.problem === "reset";
  if (error instanceof HuntClosedError) return error.wasSent;
  if (error instanceof HuntTimeoutError) return error.limit !== "connect";
  if (error instanceof HuntProtocolError) return error.problem !== "redirect" && error.problem !== "not-http";
  return error instanceof HuntServerError;
}

/**
 * Deletes one record, and throws if it does not exist. In this case, LoopBack 3 returns 404 for relations,
 * but success and `{count: 0}` for models.
 *
 * @param run sends the request
 * @param shown method and path for the error
 * @throws {HuntNotFoundError} unless an earlier attempt without a response might have deleted the record
 */
export async function deleteOnce(
  run: () => Promise<HuntResponse<unknown>>,
  shown: { method: string; path: string },
): Promise<void> {
  try {
    const { data, status, attempts, mayHaveExecutedBefore } = await run();
    const { count } = (data ?? {}) as { count?: unknown };
    if (count === undefined || count === null || Number(count) !== 0) return;
    throw new HuntNotFoundError(`${shown.method} ${shown.path}: this record does not exist.`, {
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
