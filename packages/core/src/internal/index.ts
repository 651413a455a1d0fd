/**
 * Private: functions that huntkit's own apps share. They are not part of the public API, and can change in any
 * version.
 *
 * @module
 */
export { getActionRoute } from "../actions/action-routes.js";
export { clockToleranceMs, dayMs, parseInstant, toIso } from "../dates.js";
export { formatList } from "../errors/format-list.js";
export { findNearestNames, formatDidYouMean, isMisspelling, suggestNames } from "../errors/nearest-names.js";
export { hasAlertPeriod, reachesAlertArchive } from "../guard/alert-archive.js";
export { requireAllowedCount } from "../guard/affected.js";
export { type Comparison, listComparisons, listProperties } from "../guard/condition.js";
export { requireDeclaredArguments } from "../extensions/extension-arguments.js";
export { findContradiction, findImpossibleCondition } from "../guard/find-contradiction.js";
export { describeFieldRule, describeTypeRule, hasFieldRule } from "../guard/field-rules.js";
export { findFuture } from "../guard/future-time.js";
export {
  findKnownRecords,
  findModelRecords,
  findRelatedRecords,
  type KnownRecords,
} from "../guard/known-models.js";
export { describeUnusedValue } from "../guard/unused-value.js";
export {
  checkComparisons,
  checkValues,
  findMissingWildcard,
  findValueMistake,
} from "../guard/value-mistake.js";
export { inspectWrite } from "../guard/write-request.js";
export { createDirectTransport } from "../http/direct-transport.js";
export { rejectedToken } from "../http/response-error.js";
export { createRedactor, findErrorCode, redactData, type Redactor } from "../http/redact.js";
export { isUuid } from "../ids.js";
export { isLoopback } from "../instance.js";
export { type AssignedPolicy, isOwnAssignment, listAssignedPolicies } from "../models/assigned-policies.js";
export { findNameConflict, matchName } from "../models/name-conflict.js";
export { getUserDisplayName } from "../models/get-field.js";
export { escapeLike, toLiteralText } from "../query/like-pattern.js";
export { normalizeWhere, operatorNames, type PlainWhere } from "../query/normalize-where.js";
export { findWriteOutcome, verifyByReading } from "../rotation/read-back.js";
export { resolveAll } from "../tasks/resolve.js";
export { hasEnded } from "../tasks/task-state.js";
export { mayHaveStarted } from "../tasks/started-task.js";
export { checkListedToken, judgeNewToken } from "../token/check-token.js";
export {
  createDescriptionMark,
  joinDescription,
  splitDescription,
  type SplitDescription,
} from "../token/description-mark.js";
export { getDaysLeft, getElapsedLifetime, isExpired, tokenLifetimeDays } from "../token/lifetime.js";
export { isTokenFormat } from "../token/api-token.js";
export { containsToken, requireNoToken } from "../token/token-in-text.js";
export type { TokenLists } from "../token/prove-ownership.js";
export { getSafeHandle, isDescribedAs, isGuess, isSameHandle } from "../token/token-record.js";
