import { DatabaseError } from "../loopback-error.js";

/** Maximum number of steps for the patterns of one query. A genuine server has no such limit. */
const MAX_STEPS = 5_000_000;

let stepsLeft: number | undefined;

/**
 * Runs a synchronous query with one step limit for all of its patterns. A nested query uses the limit of the
 * outer one.
 *
 * @throws {DatabaseError} if the patterns need more steps
 */
export function runWithStepLimit<Result>(query: () => Result): Result {
  if (stepsLeft !== undefined) return query();
  stepsLeft = MAX_STEPS;
  try {
    return query();
  } finally {
    stepsLeft = undefined;
  }
}

/**
 * Counts steps of a pattern. Outside of a query, there is no limit.
 *
 * @throws {DatabaseError} if no steps are left
 */
export function takeSteps(steps: number): void {
  if (stepsLeft === undefined) return;
  stepsLeft -= steps;
  if (stepsLeft < 0) throw new DatabaseError("canceling statement due to statement timeout");
}
