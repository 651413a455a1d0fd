export { HuntClient } from "./client.js";
export type { HuntClientOptions } from "./client-options.js";
export { parseInstance, type Instance } from "./instance.js";
export { huntkitVersion } from "./http/headers.js";
export type { PathParams } from "./http/address.js";
export type { CallOptions, HuntRequest, HuntResponse, RecordOptions, WriteOptions } from "./http/request.js";

export { ApiToken } from "./token/api-token.js";
export { checkToken } from "./token/check-token.js";
export type { CreatedToken, TokenSurvey } from "./token/token-collection.js";
export type { TokenHealth, UnknownExpiryReason, UnreachableReason } from "./token/token-health.js";
export type { TokenHandle, TokenRecord } from "./token/token-record.js";
export { defaultTokenRoutes, type TokenRoutes } from "./token/token-routes.js";

export {
  defaultActionRoutes,
  type ActionName,
  type ActionRoute,
  type ActionRoutes,
} from "./actions/action-routes.js";

export { HuntError, HuntInputError } from "./errors/hunt-error.js";
export { HuntGuardError, type GuardProblem } from "./errors/guard-error.js";
export type { Affected, GuardLimits, GuardOptions } from "./guard/affected.js";
export type { ImpossibleReads } from "./guard/empty-response.js";
export {
  HuntAuthError,
  HuntClosedError,
  HuntConnectionError,
  HuntForbiddenError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntRateLimitError,
  HuntServerError,
  HuntTimeoutError,
  HuntUnsupportedError,
  HuntValidationError,
  isUnavailable,
} from "./errors/request-errors.js";
export {
  HuntPushError,
  HuntTaskError,
  HuntUploadError,
  isHuntError,
  type AnyHuntError,
} from "./errors/any-hunt-error.js";
export { mayHaveExecuted } from "./http/may-have-executed.js";

export { Collection, type Model } from "./collection.js";
export type { Collections } from "./collections.js";
export type { Filter, Order, Where } from "./query/filter.js";
export { parseJsonText } from "./query/json-text.js";
export type { Listing, ListOptions } from "./paging/listing.js";
export type { Row } from "./paging/page.js";

export { flagColors, severities } from "@huntkit/catalog";
export type { Agent, Alert, PolicyAssignment, Severity, Target, UserTask } from "@huntkit/catalog";
/** Row types of all models, by name: `Rows.Alert`. */
export type * as Rows from "@huntkit/catalog/models";
export { models } from "./models/models.js";
export { AnyRow, defineModel } from "./models/model.js";
export { getField } from "./models/get-field.js";
export type { ExtensionPlan } from "./models/extension-collection.js";

export type { Checkpoint, ExportFormat, ExportOptions, ExportResult } from "./export/export-options.js";
export { findResumePoint } from "./export/find-resume-point.js";
export { fileEventTypes, type EventType, type HuntEvent } from "./events.js";

export {
  agentScans,
  toAntivirusScan,
  toScanOptions,
  scanParts,
  type AgentScanOptions,
  type ScanChoice,
  type ScanExtension,
  type ScanOptions,
  type ScanPart,
} from "./tasks/scan-options.js";
export type { StartedTask } from "./tasks/started-task.js";
export type { FinishedTask } from "./tasks/task-state.js";
export type { TaskProgress, WaitOptions } from "./tasks/wait-for-task.js";

export {
  createExtensionTemplate,
  formatExtension,
  parseExtension,
  readExtensionDirectory,
  type ExtensionSource,
} from "./extensions/extension-file.js";
export type { ExtensionHeader, NewVariable } from "./extensions/extension-header.js";
export {
  formatRule,
  parseRule,
  readRuleDirectory,
  createRuleTemplate,
  type RuleFile,
} from "./rules/rule-file.js";
export type { Change, LatestVersion } from "./sources/changes.js";
export type { AppliedChange, ConflictReason, Plan } from "./sources/plan.js";
export type { PullReport } from "./sources/pull.js";
export type { Imported, PlanOptions, PushOptions, PushReport } from "./sources/source-collection.js";
export type { SourceFile } from "./sources/source-file.js";

export { systemClock, type Clock } from "./http/clock.js";
export type { Hooks, Logger, RequestEvent, RequestTrace, WarningCode } from "./http/hooks.js";
export type { RetryPolicy } from "./http/retry.js";
export {
  BodyTooLargeError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "./http/transport.js";
