export { HuntClient } from "./client.js";
export type { HuntClientOptions } from "./client-options.js";
export type { CallOptions, HuntRequest, HuntResponse, Upload } from "./http/request.js";
export { parseInstance, type Instance } from "./instance.js";
export { dayMs, parseInstant, toIso } from "./dates.js";
export { toMarkdownCode, escapeLogLine, escapeToSingleLine } from "./text.js";
export { formatDays, formatDaysFromNow, formatDateTime } from "./words.js";
export { isUuid } from "./uuid.js";
export { huntkitVersion } from "./user-agent.js";

export { ApiToken } from "./token/api-token.js";
export { checkToken, type CheckOptions } from "./token/check-token.js";
export { getTokenConsolePath } from "./token/console-path.js";
export {
  daysLeft,
  isExpired,
  getElapsedLifetime,
  tokenLifetime,
  tokenLifetimeDays,
  type TokenLifetime,
} from "./token/lifetime.js";
export type * from "./token/token-health.js";
export type { MatchedBy, RecordMatch } from "./token/find-record.js";
export type { TokenHandle, TokenRecord } from "./token/token-record.js";
export type { CreatedToken, Identity, TokenCollection } from "./tokens.js";
export { defaultTokenRoutes, type Route, type TokenRoutes } from "./token-routes.js";

export { isHuntError, type AnyHuntError } from "./errors/any-hunt-error.js";
export { HuntError, type RequestFacts } from "./errors/hunt-error.js";
export { HuntInputError } from "./errors/hunt-error.js";
export { HuntConnectionError, HuntTimeoutError, type ConnectionProblem } from "./errors/request-errors.js";
export { HuntPushError, type PushConflict, type PushProblem } from "./errors/any-hunt-error.js";
export { HuntTaskError, type TaskProblem } from "./errors/any-hunt-error.js";
export { HuntUploadError } from "./errors/any-hunt-error.js";
export {
  HuntAuthError,
  HuntForbiddenError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntRateLimitError,
  HuntServerError,
  HuntValidationError,
  type ProtocolProblem,
} from "./errors/request-errors.js";

export type { Collections } from "./collections.js";
export { Collection, type Model } from "./collection.js";
export type { Filter, Order } from "./query/filter.js";
export { normalizeWhere, type PlainWhere } from "./query/normalise-where.js";
export type { Operators, Where } from "./query/where.js";
export type { Listing, ListOptions } from "./paging/listing.js";
export type { Row } from "./paging/page.js";

export type { PathParams, Query } from "./http/address.js";
export { trustedCertificates } from "./http/certificates.js";
export { systemClock, type Clock } from "./http/clock.js";
export { mayHaveExecuted } from "./http/outcome.js";
export { readProxyFromEnv, type HttpProxy, type ProxyEnvironment } from "./http/proxy.js";
export { createRedactor, redactData, type Redactor } from "./http/redact.js";
export { defaultRetryPolicy, type RetryPolicy } from "./http/retry.js";
export {
  BodyTooLargeError,
  type Transport,
  type TransportResponse,
  type TransportRequest,
} from "./http/transport.js";
export type { Hooks, RequestEvent, ResponseEvent, RetryEvent } from "./http/events.js";
export type { Logger, LogLevel } from "./http/logger.js";
export type { Limits } from "./http/throttle.js";
export type { RequestTrace } from "./http/tracing.js";

export { AnyRow, defineModel } from "./models/model.js";
export { models } from "./models/index.js";
export type * from "./models/index.js";
export { flagColors } from "./models/flag.js";
export { severities, type Severity } from "./models/severity.js";
export { getUserDisplayName } from "./models/user.js";
export { Version } from "./models/version.js";

export type * from "./export/index.js";
export { findResumePoint } from "./export/index.js";

export type { Events, EventOptions, EventType, HuntEvent } from "./events.js";
export { fileEventTypes } from "./events.js";
export type {
  EnumerateSettings,
  ResponseSettings,
  ScanSettings,
  TargetGroupScanSettings,
  Tasks,
} from "./tasks/tasks.js";
export type { HostOptions } from "./tasks/scan-host.js";
export type { ExtensionChoice } from "./tasks/extension-choice.js";
export {
  scanOptions,
  scanParts,
  type ScanChoice,
  type ScanExtension,
  type ScanOptions,
  type ScanPart,
} from "./tasks/scan-options.js";
export { mayHaveStarted } from "./tasks/may-have-begun.js";
export type { StartedTask } from "./tasks/started-task.js";
export type { FinishedTask, TaskState } from "./tasks/task-state.js";
export type { TaskProgress, WaitOptions } from "./tasks/wait.js";

export type { Surveys, UploadOptions } from "./surveys/surveys.js";
export type { Survey } from "./surveys/survey-file.js";

export type { Declaration } from "./extensions/declaration.js";
export { readExtensionFolder } from "./extensions/folder.js";
export { formatExtension } from "./extensions/format-extension.js";
export type { NewVariable } from "./extensions/globals.js";
export type { ExtensionHeader } from "./extensions/header.js";
export { parseExtension, type ExtensionSource } from "./extensions/parse-extension.js";
export { extensionTemplate, type NewExtension } from "./extensions/template.js";
export { readRuleFolder } from "./rules/folder.js";
export { formatRule, parseRule, ruleTemplate, type NewRule, type RuleFile } from "./rules/rule-file.js";
export type { Change, LatestVersion } from "./sources/changes.js";
export type { TemplateDefaults } from "./sources/fresh.js";
export type {
  AppliedChange,
  Conflict,
  ConflictReason,
  MatchedSource,
  Plan,
  Source,
  Update,
} from "./sources/plan.js";
export type { PullReport } from "./sources/pull.js";
export type { Skipped, SkipReason } from "./sources/skipped.js";
export type { PushProgress } from "./sources/push.js";
export type { Imported, PlanOptions, PushOptions, PushReport } from "./sources/source-collection.js";
export type { SourceFile, SourceInput } from "./sources/source-file.js";
