import { DatabaseError } from "../loopback-error.js";

/** Number of steps that the patterns of one query can take. A genuine server would run them to their end. */
const MAX_STEPS = 5_000_000;

let stepsLeft: number | undefined;

/**
 * Runs a query, whose patterns share one limit of steps. A query within another one shares the limit of the
 * outer one. The query must be synchronous.
 *
 * @throws {DatabaseError} if the patterns take more steps
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
