export { getErrorCode, getHealthCode, type ErrorCode, type CliErrorCode } from "./errors/error-code.js";
export { formatBar, formatCountBars } from "./bars.js";
export { formatCount, formatNumber, listFirst } from "./counts.js";
export {
  describeToken,
  describeTokenCreation,
  formatExpiry,
  formatHealthTitle,
  isGuess,
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
  matchExactNameOrId,
  matchNameOrId,
  matchOneOf,
  matchPattern,
  toExactPattern,
  type Conditions,
} from "./lookup.js";
export { parsePastTime, pastTimeForms, resolvePastTime, type PastTime } from "./past-time.js";
export { countScanResults, parseScanChoice, type ScanCounts } from "./scans.js";
export { listSeveritiesFrom, severitiesWorstFirst } from "./severities.js";
export { escapeLogLine } from "./escape.js";
export { formatMarkdownBlock, formatMarkdownTable, toMarkdownCode } from "./markdown.js";
export { formatDateTime, formatDays, formatDaysFromNow, getTokenConsolePath } from "./wording.js";
