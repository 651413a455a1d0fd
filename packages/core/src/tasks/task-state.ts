import type { UserTask } from "@huntkit/catalog";
import type { HuntError } from "../errors/hunt-error.js";
import { HuntTaskError } from "../errors/any-hunt-error.js";
import { escapeToSingleLine } from "../escape/escape-text.js";

/** What people want to see of a task; null where HUNT does not tell. */
export interface TaskState {
  /** Percent. */
  progress: number | null;
  /** Such as `Active`. */
  status: string | null;
  /** What it is at, in HUNT's words. */
  message: string | null;
}

/** A task that has ended well, with the id of the scan that holds its results; null for a task without one. */
export type FinishedTask = UserTask & { scanId: string | null };

export function toTaskState({ progress, status, message }: UserTask): TaskState {
  return { progress: progress ?? null, status: status ?? null, message: message ?? null };
}

/**
 * The statuses of tasks that have ended. Their case differs between sources (vendor's module, its tests,
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

/** Returns whether a task has ended. A status that is unknown has ended if the task has an end time. */
export function hasEnded(task: UserTask): boolean {
  return Boolean(task.endedOn) || getOutcome(task) !== undefined;
}

/**
 * Returns a task that has ended, unless it has ended badly. `Failed` and `Error` are failures. An unknown
 * status is not.
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

/** The error for a task that outlasts the patience with it; `trouble` is what was in the way of the last look, if anything. */
export function createTaskTimeoutError(
  id: string,
  timeoutMs: number,
  last: UserTask | undefined,
  trouble: HuntError | undefined,
): HuntTaskError {
  const state = last
    ? `${escapeToSingleLine(last.status ?? "status unknown", 80)}, ${last.progress ?? "?"} %`
    : "never seen";
  const hint = trouble
    ? ` The last look at it failed: ${trouble.message}`
    : " It may still run: wait again, or raise timeoutMs.";
  return new HuntTaskError(
    `task ${formatTask(id, last)}: it has not ended within ${timeoutMs} ms (${state}).${hint}`,
    "timeout",
    last,
    trouble && { cause: trouble },
  );
}

function formatTask(id: string, task: UserTask | undefined): string {
  return escapeToSingleLine(task?.name ? `${id} (${task.name})` : id, 200);
}
