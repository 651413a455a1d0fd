import { HuntError, type RequestFacts } from "./hunt-error.js";

/** Why the guard rejected a write by condition. Nothing was changed, except with `stopped`. */
export type GuardProblem =
  | "no-rows"
  | "all-records"
  | "unexpected-count"
  | "too-many"
  | "unproven"
  | "stopped";

/** What the guard knows of a write that it rejected. */
export interface GuardFacts extends RequestFacts {
  /** How many records match the condition. */
  matched?: number | undefined;
  /** How many records there are in all. */
  total?: number | undefined;
  /** IDs of the records that were changed before a failure. */
  done?: readonly (string | number)[] | undefined;
}

const advice: Readonly<Record<GuardProblem, string>> = {
  "no-rows": "Check the name of the model, and that the token may read its records.",
  "all-records": "If every record is meant, pass guard: {allowAll: true}.",
  "unexpected-count": "Check the condition, or pass the number of records as guard.expect.",
  "too-many": "Narrow the condition, or raise guard.maxAffected.",
  unproven: "Try it on a test instance first. To send it anyway, pass unproven: true.",
  stopped: "Fix the cause, and run it again: records that were changed already stay changed.",
};

/**
 * A write by condition was rejected, because it might change more records than the caller meant. `code` is
 * `HUNT_GUARD`, and
 * `problem` is the reason. With `stopped`, a request failed after others: `done` has the IDs of the changed records.
 */
export class HuntGuardError extends HuntError {
  override readonly name = "HuntGuardError";
  override readonly code = "HUNT_GUARD";
  readonly problem: GuardProblem;
  /** What is wrong, without advice on the options of the library. */
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
