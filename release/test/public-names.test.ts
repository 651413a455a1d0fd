import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../src/npm/packages.js";
import { listExports } from "../src/surface/list-exports.js";
import { listSurface } from "../src/surface/list-surface.js";

it("public classes of errors end in Error", async () => {
  const classes = (await listSurface()).flatMap((line) => {
    const [, name, base] = /^type \S+ (?:abstract )?class (\w+)\S* extends (\w+)/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, base: base! }];
  });

  const errors = classes.filter(({ base }) => base.endsWith("Error"));

  expect(errors.length).toBeGreaterThan(15);
  expect(errors.filter(({ name }) => !name.endsWith("Error"))).toEqual([]);
});

it("public names of packages say directory, as Node.js does", async () => {
  const names = (await listSurface()).filter((line) => /^(?:import|type) /.test(line));

  expect(names.filter((line) => /folder/i.test(line))).toEqual([]);
});

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
    HuntClosedError
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
    readExtensionDirectory
    readRuleDirectory
    scanParts
    severities
    systemClock
    toAntivirusScan
    toScanOptions"
  `);
});
