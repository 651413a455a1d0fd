import type { TaskClient } from "../collections.js";
import type { HuntError } from "../errors/hunt-error.js";
import { mayHaveExecuted } from "../http/may-have-executed.js";
import type { CallOptions } from "../http/request.js";
import type { FinishedTask } from "./task-state.js";
import { waitForTask, type WaitOptions } from "./wait-for-task.js";

/** A task that HUNT has started or queued. */
export class StartedTask {
  /** ID of the task in `client.userTasks`. */
  readonly userTaskId: string;
  readonly #hunt: TaskClient;

  constructor(hunt: TaskClient, userTaskId: string) {
    this.#hunt = hunt;
    this.userTaskId = userTaskId;
  }

  /**
   * Waits until the task has ended, like {@link Tasks.wait}. `scanId` of the result identifies the scan with
   * its results.
   */
  wait(options?: WaitOptions): Promise<FinishedTask> {
    return waitForTask(this.#hunt, this.userTaskId, options);
  }

  /** Requests HUNT to stop the task. Results that exist are kept. */
  cancel(options?: CallOptions): Promise<void> {
    return this.#hunt.userTasks.cancel(this.userTaskId, options);
  }
}

/**
 * Returns whether a scan or response that failed to start might still have started: its request reached HUNT,
 * and no response of HUNT reported a failure. A 500 is such a response. Other 5xx come from a server in front
 * of HUNT.
 */
export function mayHaveStarted(error: HuntError): boolean {
  if (error.method !== "POST" || !error.path?.toLowerCase().endsWith("/scan")) return false;
  return error.mayHaveExecutedBefore === true || (mayHaveExecuted(error) && error.status !== 500);
}
