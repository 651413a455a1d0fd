import type { ConflictReason } from "../sources/plan.js";
import type { AppliedChange } from "../sources/push.js";
import { HuntError, type RequestFacts } from "./hunt-error.js";

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
