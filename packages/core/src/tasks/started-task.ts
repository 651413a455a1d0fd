import type { CallOptions } from "../http/request.js";
import type { TaskClient } from "./hunt.js";
import type { FinishedTask } from "./task-state.js";
import { waitForTask, type WaitOptions } from "./wait.js";

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
