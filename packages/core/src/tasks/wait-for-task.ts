import type { UserTask } from "@huntkit/catalog";
import { isDeepStrictEqual } from "node:util";
import type { TaskClient } from "../collections.js";
import { dayMs } from "../dates.js";
import { HuntTaskError, isHuntError } from "../errors/any-hunt-error.js";
import { getRequestFacts, type HuntError } from "../errors/hunt-error.js";
import {
  HuntConnectionError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntRateLimitError,
  HuntServerError,
  HuntTimeoutError,
} from "../errors/request-errors.js";
import type { CallOptions } from "../http/request.js";
import { maxTimerMs, requireNumber } from "../http/require-number.js";
import { escapeToSingleLine } from "../escape/escape-text.js";
import {
  createTaskTimeoutError,
  type FinishedTask,
  hasEnded,
  type TaskState,
  toFinishedTask,
  toTaskState,
} from "./task-state.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";

/** Progress of a task. */
export interface TaskProgress extends TaskState {
  /** Milliseconds since the start of the wait. */
  elapsedMs: number;
}

/** Options for waiting for a task. */
export interface WaitOptions extends CallOptions {
  /** Called when the progress, status, or message has changed. If it throws, the wait ends. */
  onProgress?: ((progress: TaskProgress) => void) | undefined;
  /**
   * Time limit in milliseconds, after which a {@link HuntTaskError} with `problem: "timeout"` is thrown.
   * Default: 86400000 (one day), which is longer than any scan. Without a limit, the wait could be endless.
   */
  timeoutMs?: number | undefined;
  /**
   * Maximum delay between two requests for the status, in milliseconds. The first delays are shorter.
   * Default: 10000.
   */
  pollIntervalMs?: number | undefined;
  /** Cancel the task if the signal aborts or the time limit is reached. Default: false. */
  cancelOnAbort?: boolean | undefined;
  /** Called if the task could not be cancelled. The wait still ends with its own error. */
  onCancelFailure?: ((error: unknown) => void) | undefined;
}

/** The keys of {@link WaitOptions}. */
export const waitKeys: KeysOf<WaitOptions> = {
  onProgress: true,
  timeoutMs: true,
  pollIntervalMs: true,
  cancelOnAbort: true,
  onCancelFailure: true,
  signal: true,
};

/** First delay in milliseconds. Each further one is 1.5 times as long. */
const firstPauseMs = 500;
/** Time limits of the last request and of cancelling the task after the time limit, in milliseconds. */
const lastRequestMs = 1_000;
const cancelMs = 10_000;

/**
 * Waits until a task has ended. Temporary failures, such as a server error or a lost connection, do not end
 * the wait.
 *
 * @throws {HuntTaskError} if the task failed or was cancelled, or the time limit is reached
 * @throws {HuntNotFoundError} if the task does not exist
 * @throws the reason of the signal if it aborts
 */
export async function waitForTask(
  hunt: TaskClient,
  userTaskId: string,
  options: WaitOptions = {},
): Promise<FinishedTask> {
  const { signal, onProgress, cancelOnAbort = false, onCancelFailure } = requireKnownKeys(options, waitKeys);
  const timeoutMs = requireNumber("timeoutMs", options.timeoutMs ?? dayMs, 1, maxTimerMs);
  const pollIntervalMs = requireNumber("pollIntervalMs", options.pollIntervalMs ?? 10_000, 1, maxTimerMs);
  try {
    return await pollTask(hunt, userTaskId, { signal, onProgress, timeoutMs, pollIntervalMs });
  } catch (error) {
    const hasAborted = signal?.aborted && error === signal.reason;
    const isTimeUp = error instanceof HuntTaskError && error.problem === "timeout";
    if (cancelOnAbort && (hasAborted || isTimeUp)) {
      // A separate signal, because the caller's has aborted.
      await hunt.userTasks
        .cancel(userTaskId, { signal: AbortSignal.timeout(cancelMs) })
        .catch((failure: unknown) => onCancelFailure?.(failure));
    }
    throw error;
  }
}

async function pollTask(
  hunt: TaskClient,
  userTaskId: string,
  {
    signal,
    onProgress,
    timeoutMs,
    pollIntervalMs,
  }: CallOptions & Pick<WaitOptions, "onProgress"> & { timeoutMs: number; pollIntervalMs: number },
): Promise<FinishedTask> {
  const start = hunt.clock.now();
  const getRemainingMs = () => start + timeoutMs - hunt.clock.now();
  let last: UserTask | undefined;
  for (let pause = Math.min(firstPauseMs, pollIntervalMs); ; pause = Math.min(pause * 1.5, pollIntervalMs)) {
    const { task, trouble } = await readTask(hunt, userTaskId, {
      limitMs: Math.max(getRemainingMs(), lastRequestMs),
      wasSeen: last !== undefined,
      signal,
    });
    if (task) {
      const isNews = !last || !isDeepStrictEqual(toTaskState(task), toTaskState(last));
      if (isNews) onProgress?.({ ...toTaskState(task), elapsedMs: hunt.clock.now() - start });
      if (hasEnded(task)) return toFinishedTask(task);
      last = task;
    }
    const remainingMs = getRemainingMs();
    if (remainingMs <= 0) throw createTaskTimeoutError(userTaskId, timeoutMs, last, trouble);
    await hunt.clock.sleep(Math.min(pause, remainingMs), signal);
  }
}

interface ReadTaskOptions extends CallOptions {
  /** Time limit of the request, in milliseconds of real time. */
  limitMs: number;
  /** Whether an earlier request has returned the task. */
  wasSeen: boolean;
}

/** Reads the task, or returns the error if it is temporary. Returns neither if the time limit is reached. */
async function readTask(
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
    if (error instanceof HuntNotFoundError) throw createUnknownTaskError(id, error);
    if (isHuntError(error) && isTemporary(error, wasSeen)) return { trouble: error };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Returns whether a later request might succeed, although the client has already retried. If a connection
 * fails before the task was read once, a wrong address is more likely than a temporary failure.
 */
function isTemporary(error: HuntError, wasSeen: boolean): boolean {
  if (error instanceof HuntConnectionError) return wasSeen && error.problem !== "tls";
  if (error instanceof HuntProtocolError)
    return error.problem === "truncated" || error.problem === "invalid-json";
  return (
    error instanceof HuntServerError ||
    error instanceof HuntRateLimitError ||
    error instanceof HuntTimeoutError
  );
}

function createUnknownTaskError(id: string, error: HuntNotFoundError): HuntNotFoundError {
  const message = `task ${escapeToSingleLine(id, 80)}: does not exist. Check that it is a userTaskId of this instance.`;
  return new HuntNotFoundError(message, getRequestFacts(error));
}
