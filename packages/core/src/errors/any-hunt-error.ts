import type { UserTask } from "@huntkit/catalog";
import type { AppliedChange, ConflictReason } from "../sources/plan.js";
import type { HuntGuardError } from "./guard-error.js";
import { HuntError, type HuntInputError, type RequestFacts } from "./hunt-error.js";
import type { HuntRequestError } from "./request-errors.js";

/**
 * What is wrong with a task: it failed or was cancelled, it had not ended when the time was up, or HUNT did
 * not start it
 * because no host matches.
 */
export type TaskProblem = "failed" | "cancelled" | "timeout" | "no-hosts";

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

/** A push was not done, since some sources need a decision first, or stopped on the way. */
export type PushProblem = "conflict" | "stopped";

/** A source that needs a decision, without its text. */
export interface PushConflict {
  guid: string;
  name: string;
  path: string | undefined;
  reason: ConflictReason;
  /** HUNT's rows that stand in the way; none where other sources do. */
  ids: string[];
}

/**
 * A push came to no good end. With `conflict` nothing was sent, and `conflicts` says why; with `stopped` the `cause` is what
 * went wrong, `done` what HUNT has now, and another push goes on from there.
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
 * A scan was made for a survey, and then the survey could not be uploaded into it; the `cause` is what went wrong. To go on,
 * upload again with `scanId`: without it, a second scan would be made.
 */
export class HuntUploadError extends HuntError {
  override readonly name = "HuntUploadError";
  override readonly code = "HUNT_UPLOAD";
  /** The scan that was made. */
  readonly scanId: string;

  constructor(message: string, scanId: string, facts: RequestFacts = {}) {
    super(message, facts);
    this.scanId = scanId;
  }
}

/** Any error that huntkit throws, distinguished by `code`: a `switch` over it knows the fields of each. */
export type AnyHuntError =
  | HuntInputError
  | HuntGuardError
  | HuntRequestError
  | HuntTaskError
  | HuntPushError
  | HuntUploadError;

/** Returns whether a caught value is an error that huntkit has thrown. */
export function isHuntError(error: unknown): error is AnyHuntError {
  return error instanceof HuntError;
}
