import { allowPartialSummary } from "@huntkit/toolkit";
import type { InputDeclaration } from "./declaration.js";

/** Common properties of the inputs that select alerts of the instance. After a scan, only the alerts of that scan count. */
const gateOfInstance = {
  feature: "gate",
  effectiveWith: ["fail-on-severity", "summary"],
  conflictsWith: {
    scan: "With 'scan', only the alerts of that scan count. For other alerts, use a separate step without 'scan'.",
  },
} as const;

/** Common properties of the inputs that show the alerts elsewhere. */
const gateReport = { feature: "gate", effectiveWith: ["fail-on-severity"] } as const;

/** How to allow the action to comment on a pull request. */
export const commentPermission =
  "Set `permissions: pull-requests: write` for the job, and `github-token: ${{ github.token }}` for the " +
  "step. The token of a pull request from a fork cannot have this permission, and the one of a Dependabot " +
  "run has it only if you set `permissions`.";

/** Inputs of the alert gate. */
export const gateInputs = {
  "fail-on-severity": {
    type: "choice",
    feature: "gate",
    values: ["low", "medium", "high", "critical"],
    hint: "Higher severities count too, so set only the lowest one.",
    description:
      "Fail the step if there are new alerts of this severity or a higher one: `low`, `medium`, " +
      "`high`, or `critical`. With `scan`, only the alerts of that scan count.",
  },
  "allow-partial": {
    ...gateReport,
    type: "boolean",
    default: false,
    requires: { scan: "Only a scan can be partial." },
    description:
      `${allowPartialSummary}, but at least one was. By default, this fails the step, because the gate ` +
      "cannot pass on hosts that were not scanned. Requires `scan`.",
  },
  since: {
    ...gateOfInstance,
    type: "past-time",
    default: "24h",
    description:
      "Start of the period for new alerts, and for `summary`: a duration such as `24h` or `7d`, or an ISO 8601 time. " +
      "Cannot be used with `scan`.",
  },
  "target-group": {
    ...gateOfInstance,
    type: "string",
    description:
      "ID or name of a target group. Only its alerts and agents count. Cannot be used with `scan`.",
  },
  hostname: {
    ...gateOfInstance,
    type: "string",
    description: "Name of a host. Only its alerts and agents count. Cannot be used with `scan`.",
  },
  "sarif-file": {
    ...gateReport,
    type: "string",
    description: "File to write the alerts to as SARIF 2.1.0, for GitHub code scanning.",
  },
  "sarif-location": {
    ...gateReport,
    type: "string",
    effectiveWith: ["sarif-file"],
    description:
      "File in the repository that the alerts in `sarif-file` refer to. Default: the file of the workflow.",
  },
  "junit-file": {
    ...gateReport,
    type: "string",
    description: "File to write the alerts to as JUnit XML, in which each alert is a failed test.",
  },
  comment: {
    ...gateReport,
    type: "boolean",
    default: false,
    requires: { "github-token": commentPermission },
    description:
      "Comment on the pull request that the run is for, and update the comment in later runs. Requires " +
      "`github-token`. Other runs do not comment.",
  },
} as const satisfies Record<string, InputDeclaration>;
