import type { GuardProblem } from "@huntkit/core";

/** Names of the guard's options in an app: `--expect`, `expect-records`, ... */
export interface GuardNames {
  readonly expect: string;
  readonly maxAffected: string;
  readonly allowAll: string;
  readonly unproven: string;
}

/**
 * Returns how to continue after the guard rejected a write by condition, with the names of an app's options.
 */
export function getGuardAdvice(problem: GuardProblem, names: GuardNames): string {
  switch (problem) {
    case "no-rows":
      return "Check the name of the model, and that the token is allowed to read its records.";
    case "all-records":
      return `Nothing was changed. To change every record, set ${names.allowAll}.`;
    case "unexpected-count":
      return `Nothing was changed. Check the condition, or the number of ${names.expect}.`;
    case "too-many":
      return `Nothing was changed. Check the records, then set ${names.expect} or ${names.maxAffected}.`;
    case "unproven":
      return `Nothing was changed. Try it on a test instance first. To send it anyway, set ${names.unproven}.`;
    case "stopped":
      return "Fix the cause, and run it again to continue.";
  }
}
