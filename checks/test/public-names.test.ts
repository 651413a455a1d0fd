import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./repository.js";

/** Returns the names that a declaration file exports, including those that it re-exports. */
function listExports(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names = ""]) =>
    names.split(",").map((name) => name.trim().split(" ").at(-1)!),
  );
  const declared = [...text.matchAll(/^export declare (?:abstract )?\w+ (\w+)/gm)].map(([, name]) => name!);
  const types = [...text.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => name!);
  const spaces = [...text.matchAll(/^export \* as (\w+)/gm)].map(([, name]) => name!);
  const all = [...text.matchAll(/^export (?:type )?\* from "(.+)\.js"/gm)].flatMap(([, module]) =>
    listExports(join(dirname(path), `${module}.d.ts`)),
  );
  return [...new Set([...lists, ...declared, ...types, ...spaces, ...all])].filter(Boolean).sort();
}

/**
 * Only these names are public. Before you add one, consider whether users need it or only our own apps do.
 */
it("@huntkit/core exports exactly these names", () => {
  expect(listExports(join(root, "packages/core/dist/index.d.ts")).join("\n")).toMatchInlineSnapshot(`
    "ActionName
    ActionRoute
    ActionRoutes
    Affected
    Agent
    AgentScanOptions
    Alert
    AnyHuntError
    AnyRow
    ApiToken
    AppliedChange
    BodyTooLargeError
    CallOptions
    Change
    Checkpoint
    Clock
    Collection
    Collections
    ConflictReason
    CreatedToken
    EventType
    ExportFormat
    ExportOptions
    ExportResult
    ExtensionHeader
    ExtensionPlan
    ExtensionSource
    Filter
    FinishedTask
    GuardLimits
    GuardOptions
    GuardProblem
    Hooks
    HuntAuthError
    HuntClient
    HuntClientOptions
    HuntConnectionError
    HuntError
    HuntEvent
    HuntForbiddenError
    HuntGuardError
    HuntInputError
    HuntNotFoundError
    HuntProtocolError
    HuntPushError
    HuntRateLimitError
    HuntRequest
    HuntResponse
    HuntServerError
    HuntTaskError
    HuntTimeoutError
    HuntUnsupportedError
    HuntUploadError
    HuntValidationError
    Imported
    Instance
    LatestVersion
    ListOptions
    Listing
    Logger
    Model
    NewVariable
    Order
    PathParams
    Plan
    PlanOptions
    PullReport
    PushOptions
    PushReport
    RequestEvent
    RequestTrace
    RetryPolicy
    Row
    RuleFile
    ScanChoice
    ScanExtension
    ScanOptions
    ScanPart
    Severity
    SourceFile
    StartedTask
    Target
    TaskProgress
    TokenHandle
    TokenHealth
    TokenRecord
    TokenRoutes
    TokenSurvey
    Transport
    TransportRequest
    TransportResponse
    UnknownExpiryReason
    UnreachableReason
    UserTask
    WaitOptions
    Where
    WriteOptions
    agentScans
    checkToken
    createExtensionTemplate
    createRuleTemplate
    defaultActionRoutes
    defaultTokenRoutes
    defineModel
    fileEventTypes
    findResumePoint
    flagColors
    formatExtension
    formatRule
    getField
    huntkitVersion
    isHuntError
    isUnavailable
    mayHaveExecuted
    models
    parseExtension
    parseInstance
    parseJsonText
    parseRule
    readExtensionFolder
    readRuleFolder
    scanParts
    severities
    systemClock
    toAntivirusScan
    toScanOptions"
  `);
});
