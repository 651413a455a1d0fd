import type { UserTask } from "@huntkit/catalog";
import type { AppliedChange, ConflictReason } from "../sources/plan.js";
import type { HuntGuardError } from "./guard-error.js";
import { HuntError, type HuntInputError, type RequestFacts } from "./hunt-error.js";
import type { HuntRequestError } from "./request-errors.js";

/**
 * The reason of a {@link HuntTaskError}: the task failed, it was cancelled, it did not end in time, or HUNT
 * did not start it because no host matches.
 */
export type TaskProblem = "failed" | "cancelled" | "timeout" | "no-hosts";

/** A task in HUNT did not succeed. `code` is `HUNT_TASK`, and `problem` is the reason. */
export class HuntTaskError extends HuntError {
  override readonly name = "HuntTaskError";
  override readonly code = "HUNT_TASK";
  readonly problem: TaskProblem;
  /** The last known state of the task; undefined if it was never read. */
  readonly task: UserTask | undefined;

  constructor(message: string, problem: TaskProblem, task: UserTask | undefined, facts: RequestFacts = {}) {
    super(message, facts);
    this.problem = problem;
    this.task = task;
  }
}

/** Why a push was not completed: some sources need a decision first, or a request failed. */
export type PushProblem = "conflict" | "stopped";

/** A source that needs a decision, without its content. */
export interface PushConflict {
  guid: string;
  name: string;
  path: string | undefined;
  reason: ConflictReason;
  /** IDs of the conflicting rows in HUNT; empty if other sources conflict. */
  ids: string[];
}

/**
 * A push was not completed. `code` is `HUNT_PUSH`. If `problem` is `conflict`, nothing was sent, and
 * `conflicts` has the reasons. If it is `stopped`, `cause` is the error, `done` has the changes that were
 * made, and the next push continues after them.
 */
export class HuntPushError extends HuntError {
  override readonly name = "HuntPushError";
  override readonly code = "HUNT_PUSH";
  readonly problem: PushProblem;
  readonly conflicts: readonly PushConflict[];
  readonly done: readonly AppliedChange[];

  constructor(
    message: string,
    problem: PushProblem,
    {
      conflicts = [],
      done = [],
      ...facts
    }: RequestFacts & { conflicts?: readonly PushConflict[]; done?: readonly AppliedChange[] } = {},
  ) {
    super(message, facts);
    this.problem = problem;
    this.conflicts = conflicts;
    this.done = done;
  }
}

/**
 * HUNT created a scan for a survey, but the upload of the survey failed. `code` is `HUNT_UPLOAD`, and `cause`
 * is the error. To resume, upload again with `scanId`. Otherwise, HUNT creates a second scan.
 */
export class HuntUploadError extends HuntError {
  override readonly name = "HuntUploadError";
  override readonly code = "HUNT_UPLOAD";
  /** ID of the new scan. */
  readonly scanId: string;

  constructor(message: string, scanId: string, facts: RequestFacts = {}) {
    super(message, facts);
    this.scanId = scanId;
  }
}

/** Any error that huntkit throws. A `switch` over `code` narrows it to one class. */
export type AnyHuntError =
  | HuntInputError
  | HuntGuardError
  | HuntRequestError
  | HuntTaskError
  | HuntPushError
  | HuntUploadError;

/** Returns whether a caught value is an error of huntkit. */
export function isHuntError(error: unknown): error is AnyHuntError {
  return error instanceof HuntError;
}
