import { isHuntError } from "../errors/any-hunt-error.js";
import {
  HuntConnectionError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntRateLimitError,
  HuntServerError,
  HuntTimeoutError,
} from "../errors/request-errors.js";
import { getRequestFacts, type HuntError } from "../errors/hunt-error.js";
import type { CallOptions } from "../http/request.js";
import type { UserTask } from "../models/user-task.js";
import { escapeToSingleLine } from "../text.js";
import type { TaskClient } from "./hunt.js";

export interface ReadTaskOptions extends CallOptions {
  /** Milliseconds of real time that the look may take. */
  limitMs: number;
  /** Whether an earlier look has seen the task. */
  wasSeen: boolean;
}

/** The task, or the trouble in the way of seeing it, where that may pass; neither where there was no time for an answer. */
export async function readTask(
  { userTasks }: TaskClient,
  id: string,
  { limitMs, wasSeen, signal }: ReadTaskOptions,
): Promise<{ task?: UserTask; trouble?: HuntError }> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), limitMs);
  try {
    return {
      task: await userTasks.get(id, { signal: signal ? AbortSignal.any([signal, end.signal]) : end.signal }),
    };
  } catch (error) {
    if (end.signal.aborted && error === end.signal.reason) return {};
    if (error instanceof HuntNotFoundError) throw createNoSuchTaskError(id, error);
    if (isHuntError(error) && isTemporary(error, wasSeen)) return { trouble: error };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whether a later look may succeed, though the client has repeated the request already. A connection that fails before
 * the task was ever seen is more likely to a wrong address than a fault that passes.
 */
function isTemporary(error: HuntError, wasSeen: boolean): boolean {
  if (error instanceof HuntConnectionError)
    return wasSeen && error.problem !== "closed" && error.problem !== "tls";
  if (error instanceof HuntProtocolError)
    return error.problem === "truncated" || error.problem === "invalid-json";
  return (
    error instanceof HuntServerError ||
    error instanceof HuntRateLimitError ||
    error instanceof HuntTimeoutError
  );
}

function createNoSuchTaskError(id: string, error: HuntNotFoundError): HuntNotFoundError {
  const message = `task ${escapeToSingleLine(id, 80)}: HUNT has no task of this id. Is it a userTaskId, and of this instance?`;
  return new HuntNotFoundError(message, getRequestFacts(error));
}
