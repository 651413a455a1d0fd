import type { UserTask } from "../models/user-task.js";
import { HuntError, type RequestFacts } from "./hunt-error.js";

/** How a task disappointed: HUNT says that it failed or was cancelled, or it had not ended when waiting for it did. */
export type TaskProblem = "failed" | "cancelled" | "timeout";

/** A task of HUNT's did not come to a good end; `problem` says how. */
export class HuntTaskError extends HuntError {
  override readonly name = "HuntTaskError";
  override readonly code = "HUNT_TASK";
  readonly problem: TaskProblem;
  /** The task as it was last seen; undefined where it never was before the time ran out. */
  readonly task: UserTask | undefined;

  constructor(message: string, problem: TaskProblem, task: UserTask | undefined, facts: RequestFacts = {}) {
    super(message, facts);
    this.problem = problem;
    this.task = task;
  }
}
