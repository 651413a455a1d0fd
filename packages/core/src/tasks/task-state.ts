import type { UserTask } from "@huntkit/catalog";
import type { HuntError } from "../errors/hunt-error.js";
import { HuntTaskError } from "../errors/any-hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

/** The state of a task for people; null if HUNT does not return it. */
export interface TaskState {
  /** Progress in percent. */
  progress: number | null;
  /** Status, such as `Active`. */
  status: string | null;
  /** What the task is doing, as HUNT describes it. */
  message: string | null;
}

/**
 * A task that has succeeded, with the ID of the scan that has its results; null for a task without a scan.
 */
export type FinishedTask = UserTask & { scanId: string | null };

export function toTaskState({ progress, status, message }: UserTask): TaskState {
  return { progress: progress ?? null, status: status ?? null, message: message ?? null };
}

/**
 * Statuses of tasks that have ended. Sources spell them in different cases (vendor's module, its tests,
 * XSOAR's pack).
 */
const outcomes: Readonly<Record<string, "completed" | "failed" | "cancelled">> = {
  completed: "completed",
  failed: "failed",
  error: "failed",
  cancelled: "cancelled",
  canceled: "cancelled",
};

function getOutcome({ status }: UserTask): "completed" | "failed" | "cancelled" | undefined {
  return outcomes[String(status).toLowerCase()];
}

/** Returns whether a task has ended. A task with an unknown status has ended if it has an end time. */
export function hasEnded(task: UserTask): boolean {
  return Boolean(task.endedOn) || getOutcome(task) !== undefined;
}

/**
 * Returns a task that has ended, and throws if it did not succeed. `Failed` and `Error` are failures. An
 * unknown status is not.
 *
 * @throws {HuntTaskError} `problem` is `failed` or `cancelled`
 */
export function toFinishedTask(task: UserTask): FinishedTask {
  const outcome = getOutcome(task);
  if (outcome === "failed" || outcome === "cancelled") throw createTaskEndedError(task, outcome);
  return { ...task, scanId: task.data?.scanId ?? null };
}

function createTaskEndedError(task: UserTask, problem: "failed" | "cancelled"): HuntTaskError {
  const sentence = problem === "failed" ? "it failed" : "it was cancelled";
  return new HuntTaskError(
    `task ${formatTask(task.id, task)}: ${sentence}${task.message ? `: ${escapeToSingleLine(task.message)}` : ""}.`,
    problem,
    task,
  );
}

/**
 * Creates the error for a task that did not end in time. `trouble` is the error of the last request, if it
 * failed.
 */
export function createTaskTimeoutError(
  id: string,
  timeoutMs: number,
  last: UserTask | undefined,
  trouble: HuntError | undefined,
): HuntTaskError {
  const state = last
    ? `${escapeToSingleLine(last.status ?? "status unknown", 80)}, ${last.progress ?? "?"} %`
    : "never read";
  const hint = trouble
    ? ` The last request for its status failed: ${trouble.message}`
    : " It might still be running. Wait again, or raise timeoutMs.";
  return new HuntTaskError(
    `task ${formatTask(id, last)}: did not end within ${timeoutMs} ms (${state}).${hint}`,
    "timeout",
    last,
    trouble && { cause: trouble },
  );
}

function formatTask(id: string, task: UserTask | undefined): string {
  return escapeToSingleLine(task?.name ? `${id} (${task.name})` : id, 200);
}
