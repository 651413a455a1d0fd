export type { HuntClientOptions } from "./client-options.js";
export { HuntClient } from "./client.js";
export { Collection, type Model } from "./collection.js";
export type { Collections } from "./collections.js";
export { dayMs, parseInstant, toIso } from "./dates.js";
export { type EventOptions, type Events, type EventType, fileEventTypes, type HuntEvent } from "./events.js";
export { type Instance, parseInstance } from "./instance.js";
export { escapeLogLine, escapeToSingleLine, isUuid, toMarkdownCode } from "./text.js";
export { formatDateTime, formatDays, formatDaysFromNow } from "./words.js";
export {
  type AnyHuntError,
  HuntPushError,
  HuntTaskError,
  HuntUploadError,
  isHuntError,
  type PushConflict,
  type PushProblem,
  type TaskProblem,
} from "./errors/any-hunt-error.js";
export { HuntError, HuntInputError, type RequestFacts } from "./errors/hunt-error.js";
export {
  type ConnectionProblem,
  HuntAuthError,
  HuntConnectionError,
  HuntForbiddenError,
  HuntNotFoundError,
  HuntProtocolError,
  HuntRateLimitError,
  HuntServerError,
  HuntTimeoutError,
  HuntValidationError,
  type ProtocolProblem,
} from "./errors/request-errors.js";
export type {
  Checkpoint,
  ExportFormat,
  ExportOptions,
  ExportProgress,
  ExportResult,
} from "./export/export-options.js";
export { findResumePoint } from "./export/find-resume-point.js";
export {
  type ExtensionSource,
  extensionTemplate,
  formatExtension,
  type NewExtension,
  parseExtension,
  readExtensionFolder,
} from "./extensions/extension-file.js";
export type { Declaration, ExtensionHeader, NewVariable } from "./extensions/extension-header.js";
export type { PathParams, Query } from "./http/address.js";
export { trustedCertificates } from "./http/certificates.js";
export { type Clock, systemClock } from "./http/clock.js";
export { huntkitVersion } from "./http/headers.js";
export type {
  Hooks,
  Logger,
  LogLevel,
  RequestEvent,
  RequestTrace,
  ResponseEvent,
  RetryEvent,
} from "./http/hooks.js";
export { mayHaveExecuted } from "./http/may-have-executed.js";
export { type HttpProxy, type ProxyEnvironment, readProxyFromEnv } from "./http/proxy.js";
export { createRedactor, redactData, type Redactor } from "./http/redact.js";
export type { CallOptions, HuntRequest, HuntResponse, Upload } from "./http/request.js";
export { defaultRetryPolicy, type RetryPolicy } from "./http/retry.js";
export type { Limits } from "./http/throttle.js";
export {
  BodyTooLargeError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "./http/transport.js";
export { flagColors, severities } from "@huntkit/catalog";
export type {
  AccountInstance,
  Address,
  Agent,
  Alert,
  ApplicationAdvisory,
  ApplicationInstance,
  ArtifactInstance,
  AutostartInstance,
  Box,
  ComplianceResultInstance,
  ComplianceResultItem,
  ConnectionInstance,
  ControllerGroup,
  Credential,
  Cve,
  DriverInstance,
  Extension,
  ExtensionGlobalVariable,
  FileDwellTime,
  FileRep,
  Flag,
  FlagColor,
  Job,
  Location,
  MemScanInstance,
  ModuleInstance,
  Organization,
  Policy,
  ProcessInstance,
  QuarantinedFile,
  Report,
  Rule,
  Scan,
  ScanExtensionDetail,
  ScanHost,
  ScheduledJob,
  ScriptInstance,
  Severity,
  SuppressionRule,
  Target,
  TargetArchive,
  User,
  UserActivity,
  UserComment,
  UserTask,
  UserTaskItem,
  UserTaskItemProgress,
  Webhook,
} from "@huntkit/catalog";
export type { AddressCollection } from "./models/address-collection.js";
export type { AgentCollection } from "./models/agent-collection.js";
export type { AlertCollection, AlertResponse, SinceOptions } from "./models/alert-collection.js";
export type {
  ApplicationInstanceCollection,
  Vulnerability,
} from "./models/application-instance-collection.js";
export type { FlagCollection } from "./models/flag-collection.js";
export { AnyRow, defineModel, Version } from "./models/model.js";
export { models } from "./models/models.js";
export type { QuarantinedFileCollection } from "./models/quarantined-file-collection.js";
export type { HostScanResult, ScanHostCollection } from "./models/scan-host-collection.js";
export { getUserDisplayName, type Signed, type SignedCollection } from "./models/signed-collection.js";
export type { ScanHostRequest, TargetCollection } from "./models/target-collection.js";
export type { UserTaskCollection } from "./models/user-task-collection.js";
export type { Listing, ListOptions } from "./paging/listing.js";
export type { Row } from "./paging/page.js";
export type { Filter, Operators, Order, Where } from "./query/filter.js";
export { normalizeWhere, type PlainWhere } from "./query/normalize-where.js";
export {
  formatRule,
  type NewRule,
  parseRule,
  readRuleFolder,
  type RuleFile,
  ruleTemplate,
} from "./rules/rule-file.js";
export type { Change, LatestVersion } from "./sources/changes.js";
export type {
  AppliedChange,
  Conflict,
  ConflictReason,
  MatchedSource,
  Plan,
  Source,
  Update,
} from "./sources/plan.js";
export type { PullReport, Skipped, SkipReason } from "./sources/pull.js";
export type { PushProgress } from "./sources/push.js";
export type { Imported, PlanOptions, PushOptions, PushReport } from "./sources/source-collection.js";
export type { TemplateDefaults } from "./sources/source-fields.js";
export type { SourceFile, SourceInput } from "./sources/source-file.js";
export type { Survey, Surveys, UploadOptions } from "./surveys/surveys.js";
export type { ExtensionChoice } from "./tasks/resolve.js";
export type { HostOptions } from "./tasks/scan-host.js";
export {
  type ScanChoice,
  type ScanExtension,
  scanOptions,
  type ScanOptions,
  type ScanPart,
  scanParts,
} from "./tasks/scan-options.js";
export { mayHaveStarted, type StartedTask } from "./tasks/started-task.js";
export type { FinishedTask, TaskState } from "./tasks/task-state.js";
export type {
  EnumerateSettings,
  ResponseSettings,
  ScanSettings,
  TargetGroupScanSettings,
  Tasks,
} from "./tasks/tasks.js";
export type { TaskProgress, WaitOptions } from "./tasks/wait-for-task.js";
export { ApiToken } from "./token/api-token.js";
export { type CheckOptions, checkToken } from "./token/check-token.js";
export { getTokenConsolePath } from "./token/console-path.js";
export {
  daysLeft,
  getElapsedLifetime,
  isExpired,
  tokenLifetime,
  type TokenLifetime,
  tokenLifetimeDays,
} from "./token/lifetime.js";
export type { CreatedToken, Identity, TokenCollection } from "./token/token-collection.js";
export type * from "./token/token-health.js";
export type { MatchedBy, RecordMatch, TokenHandle, TokenRecord } from "./token/token-record.js";
export { defaultTokenRoutes, type Route, type TokenRoutes } from "./token/token-routes.js";
