import type { ErrorEntry, GuardErrorCode } from "./error-code.js";

/**
 * Reasons why the guard rejects a write by condition. Nothing was changed, unless an entry states otherwise.
 */
export const guardErrors = {
  HUNT_GUARD_ALL_RECORDS: {
    title: "The condition matches every record of the model.",
    fix:
      "Check the condition. To change every record, use `--allow-all-records`, the input " +
      "`allow-all-records`, or `guard: {allowAll: true}`.",
  },
  HUNT_GUARD_NO_ROWS: {
    title: "The model has no records, so the condition could not be checked.",
    fix: "Check the name of the model, and that the token is allowed to read its records.",
  },
  HUNT_GUARD_STOPPED: {
    title: "A request failed after others had changed records.",
    fix: "Fix the cause, and run it again. Records that were already changed remain changed.",
  },
  HUNT_GUARD_TOO_MANY: {
    title: "The condition matches more records than may be changed.",
    fix:
      "List the records first. Then set the number: `--expect` or `--max-affected`, the input " +
      "`expect-records` or `max-affected`, or `guard` in the library.",
  },
  HUNT_GUARD_UNEXPECTED_COUNT: {
    title: "The condition matches a different number of records than expected.",
    fix: "List the records, and compare. Records may have been added or changed in the meantime.",
  },
  HUNT_GUARD_UNPROVEN: {
    title: "How HUNT reads this request is not public, or it sets a kind that no record has.",
    fix:
      "Try it on a test instance. To send it anyway, use `--unproven`, the input `unproven`, or " +
      "`unproven: true` in the library.",
  },
} satisfies Record<GuardErrorCode, ErrorEntry>;
