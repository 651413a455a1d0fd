import type { Feature } from "./feature.js";

/** What the action does beside the check, in this order. */
export const features: readonly Feature[] = [
  {
    name: "The rotation",
    askedBy: ["rotate-days"],
    defaults: { "revoke-old": "true", "dry-run": "false" },
    replacesToken: true,
    load: () => import("./rotation/rotation.js"),
  },
  {
    name: "The tracking issue",
    askedBy: ["issue", "issue-labels", "issue-assignees", "issue-key"],
    load: () => import("./issue/issue.js"),
  },
  { name: "The fleet", askedBy: ["fleet"], load: () => import("./fleet/fleet.js") },
  {
    name: "The calls",
    askedBy: [
      "request",
      "requests",
      "params",
      "where",
      "fields",
      "order",
      "include",
      "limit",
      "all",
      "body",
      "select",
      "output-file",
      "max-results",
      "mask-fields",
    ],
    load: () => import("./calls/calls.js"),
  },
  {
    name: "The scan",
    askedBy: ["scan", "scan-options", "scan-extensions", "timeout-minutes", "cancel-task"],
    load: () => import("./scan/scan.js"),
  },
  {
    name: "The gate",
    askedBy: ["fail-on-severity", "since", "target-group", "hostname"],
    load: () => import("./gate/gate.js"),
  },
];
