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

/** How far a task has come. */
export interface TaskProgress extends TaskState {
  /** Milliseconds since the waiting began. */
  elapsedMs: number;
}

export interface WaitOptions extends CallOptions {
  /** Called when progress, status or message have changed. What it throws ends the waiting. */
  onProgress?: ((progress: TaskProgress) => void) | undefined;
  /**
   * Milliseconds until a {@link HuntTaskError} with `problem: "timeout"`; a day unless told, to outlast any scan. Without
   * an end, a task that never ends or an instance that is gone would be waited for for ever.
   */
  timeoutMs?: number | undefined;
  /** Milliseconds: the longest pause between two looks, 10,000 unless told. The first ones are shorter. */
  pollIntervalMs?: number | undefined;
  /** Whether to cancel the task when the signal aborts or the time is up; it runs on unless told. */
  cancelOnAbort?: boolean | undefined;
  /** Told why a task that was to be cancelled could not be: the waiting ends with its own reason all the same. */
  onCancelFailure?: ((error: unknown) => void) | undefined;
}

/** Milliseconds: the first pause; each further one is half as long again. */
const firstPauseMs = 500;
/** Milliseconds that the last look and a cancelling may take, when no time is left. */
const lastLookMs = 1_000;
const cancelMs = 10_000;

/**
 * Waits until a task has ended. What may pass, such as a server that fails or a connection that breaks, does not end it.
 *
 * @throws {HuntTaskError} when the task failed or was cancelled, or the time is up
 * @throws {HuntNotFoundError} when there is no such task
 * @throws the signal's reason when that aborts
 */
export async function waitForTask(
  hunt: TaskClient,
  userTaskId: string,
  options: WaitOptions = {},
): Promise<FinishedTask> {
  const { signal, onProgress, cancelOnAbort = false, onCancelFailure } = options;
  const timeoutMs = requireNumber("timeoutMs", options.timeoutMs ?? dayMs, 1, maxTimerMs);
  const pollIntervalMs = requireNumber("pollIntervalMs", options.pollIntervalMs ?? 10_000, 1, maxTimerMs);
  try {
    return await pollTask(hunt, userTaskId, { signal, onProgress, timeoutMs, pollIntervalMs });
  } catch (error) {
    const hasAborted = signal?.aborted && error === signal.reason;
    const isTimeUp = error instanceof HuntTaskError && error.problem === "timeout";
    if (cancelOnAbort && (hasAborted || isTimeUp)) {
      // With a signal of its own: the caller's has aborted.
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
  const left = () => start + timeoutMs - hunt.clock.now();
  let last: UserTask | undefined;
  for (let pause = Math.min(firstPauseMs, pollIntervalMs); ; pause = Math.min(pause * 1.5, pollIntervalMs)) {
    const { task, trouble } = await readTask(hunt, userTaskId, {
      limitMs: Math.max(left(), lastLookMs),
      wasSeen: last !== undefined,
      signal,
    });
    if (task) {
      const isNews = !last || !isDeepStrictEqual(toTaskState(task), toTaskState(last));
      if (isNews) onProgress?.({ ...toTaskState(task), elapsedMs: hunt.clock.now() - start });
      if (hasEnded(task)) return toFinishedTask(task);
      last = task;
    }
    const leftMs = left();
    if (leftMs <= 0) throw createTaskTimeoutError(userTaskId, timeoutMs, last, trouble);
    await hunt.clock.sleep(Math.min(pause, leftMs), signal);
  }
}

interface ReadTaskOptions extends CallOptions {
  /** Milliseconds of real time that the look may take. */
  limitMs: number;
  /** Whether an earlier look has seen the task. */
  wasSeen: boolean;
}

/** The task, or the trouble in the way of seeing it, where that may pass; neither where there was no time for an answer. */
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
