import { HuntError, type RequestFacts } from "./hunt-error.js";

/** The reason of a {@link HuntGuardError}. Nothing was changed, except with `stopped`. */
export type GuardProblem =
  | "no-rows"
  | "all-records"
  | "unexpected-count"
  | "too-many"
  | "unproven"
  | "stopped";

/** What is known about a write that the guard rejected. */
export interface GuardFacts extends RequestFacts {
  /** Number of records that match the condition. */
  matched?: number | undefined;
  /** Total number of records. */
  total?: number | undefined;
  /** IDs of the records that were changed before a failure. */
  done?: readonly (string | number)[] | undefined;
}

const advice: Readonly<Record<GuardProblem, string>> = {
  "no-rows": "Check the name of the model, and that the token may read its records.",
  "all-records": "To change every record, pass guard: {allowAll: true}.",
  "unexpected-count": "Check the condition, or pass the number of records as guard.expect.",
  "too-many": "Narrow the condition, or raise guard.maxAffected.",
  unproven: "Try it on a test instance first. To send it anyway, pass unproven: true.",
  stopped: "Fix the cause, and run it again. Records that were already changed stay changed.",
};

/**
 * The guard rejected a write by condition, because it might change more records than the caller meant. `code`
 * is `HUNT_GUARD`, and `problem` is the reason. With `stopped`, some requests succeeded before one failed:
 * `done` has the IDs of the changed records.
 */
export class HuntGuardError extends HuntError {
  override readonly name = "HuntGuardError";
  override readonly code = "HUNT_GUARD";
  readonly problem: GuardProblem;
  /** What is wrong, without advice about the options of the library. */
  readonly reason: string;
  declare readonly matched?: number;
  declare readonly total?: number;
  declare readonly done?: readonly (string | number)[];

  constructor(problem: GuardProblem, reason: string, facts: GuardFacts = {}) {
    super(`${reason} ${advice[problem]}`, facts);
    this.problem = problem;
    this.reason = reason;
  }
}
