export { getErrorCode, getHealthCode, type ErrorCode, type CliErrorCode } from "./errors/error-code.js";
export { formatAgentState } from "./agent-state.js";
export { describeAssumedWrites } from "./assumed-writes.js";
export {
  agentDimensions,
  alertDimensions,
  type AgentDimension,
  type AlertDimension,
} from "./summaries/dimensions.js";
export { countAgents, getSilentSince, readAgents, summarizeAgents } from "./summaries/agent-summary.js";
export { readAlertField } from "./alert-field.js";
export { countAlerts, readAlerts, summarizeAlerts, type AlertsOfPeriod } from "./summaries/alert-summary.js";
export { describeAlert, formatAlertTime } from "./alert-text.js";
export { formatBar, formatCountBar, formatCountBars } from "./bars.js";
export { formatWeekday, getTimeZone } from "./summaries/calendar-days.js";
export { asciiGlyphs, unicodeGlyphs, type Glyphs } from "./glyphs.js";
export { getGuardAdvice, type GuardNames } from "./guard-advice.js";
export {
  describeTokenCreation,
  formatExpiry,
  formatHealthTitle,
  formatExpires,
  rejectionCauses,
  tokenGuideUrl,
  unknownExpiryReasons,
  unreachableReasons,
} from "./health.js";
export { formatLifetimeBar, formatLifetimeChart } from "./lifetime-bars.js";
export {
  combineConditions,
  formatAmbiguousName,
  formatNameAndId,
  formatUnknownName,
  matchNameOrId,
  matchOneOf,
  matchOtherThan,
  matchPattern,
  preferExactName,
  toExactPattern,
  type Conditions,
} from "./lookup.js";
export {
  futureTimeAdvice,
  isFutureTime,
  parsePastTime,
  pastTimeForms,
  resolvePastTime,
  type PastTime,
} from "./past-time.js";
export { allowPartialSummary, findCoverageGap, type ScanCoverage } from "./scan-coverage.js";
export { findScanExtensions, isResponse, type ScanExtensions } from "./scan-extensions.js";
export {
  countScanResults,
  listSeveritiesFrom,
  parseScanChoice,
  severitiesWorstFirst,
  type ScanCounts,
} from "./scans.js";
export {
  formatCount,
  formatDateTime,
  formatDays,
  formatDaysFromNow,
  formatDuration,
  formatNumber,
  getDaysSince,
  getTokenConsolePath,
  listFirst,
} from "./wording.js";
export { readRoutesFromEnv, routesAdvice } from "./routes-from-env.js";
export { describeToken, formatTokenLabel, getShortTokenId, getTokenName } from "./token-name.js";
export { isKnownHost, suggestHosts, suggestRows, suggestTargetGroups } from "./suggest-rows.js";
export { getConfigDirectory } from "./config-directory.js";
export { formatSparkline, groupNeighbors } from "./sparkline.js";
export {
  formatShare,
  limitCounts,
  type Breakdown,
  type CountEntry,
  type Summary,
} from "./summaries/summary.js";
export { createYearFrame, formatMonthScale, formatTimeline, type TimelineFrame } from "./timeline.js";
