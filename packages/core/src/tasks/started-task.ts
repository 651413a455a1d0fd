import type { TaskClient } from "../collections.js";
import type { HuntError } from "../errors/hunt-error.js";
import { mayHaveExecuted } from "../http/may-have-executed.js";
import type { CallOptions } from "../http/request.js";
import type { FinishedTask } from "./task-state.js";
import { waitForTask, type WaitOptions } from "./wait-for-task.js";

/** A task that HUNT has begun, or will when it gets round to it. */
export class StartedTask {
  /** Its id among `client.userTasks`. */
  readonly userTaskId: string;
  readonly #hunt: TaskClient;

  constructor(hunt: TaskClient, userTaskId: string) {
    this.#hunt = hunt;
    this.userTaskId = userTaskId;
  }

  /** Waits until it has ended, as {@link waitForTask} does; `scanId` of what comes back leads to the results. */
  wait(options?: WaitOptions): Promise<FinishedTask> {
    return waitForTask(this.#hunt, this.userTaskId, options);
  }

  /** Asks HUNT to stop it. What it has found so far stays. */
  cancel(options?: CallOptions): Promise<void> {
    return this.#hunt.userTasks.cancel(this.userTaskId, options);
  }
}

/**
 * Whether a scan or response that failed to begin may have begun all the same: its request reached HUNT, and no answer of HUNT's says
 * that it came to nothing. A 500 is one; other 5xx are of what stands in front of HUNT.
 */
export function mayHaveStarted(error: HuntError): boolean {
  if (error.method !== "POST" || !error.path?.toLowerCase().endsWith("/scan")) return false;
  return error.mayHaveExecutedBefore === true || (mayHaveExecuted(error) && error.status !== 500);
}
