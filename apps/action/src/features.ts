import type { Feature } from "./feature.js";

/** What the action does in addition to the check, in this order. */
export const features: readonly Feature[] = [
  {
    name: "The rotation",
    isEnabled: ({ rotateDays }) => rotateDays !== undefined,
    replacesToken: true,
    load: () => import("./rotation/rotation.js"),
  },
  {
    name: "The tracking issue",
    isEnabled: ({ issue }) => issue,
    load: () => import("./issue/issue.js"),
  },
  { name: "The fleet", isEnabled: ({ fleet }) => fleet, load: () => import("./fleet/fleet.js") },
  {
    name: "The calls",
    isEnabled: ({ request, requests }) => request !== undefined || requests !== undefined,
    load: () => import("./calls/calls.js"),
  },
  {
    name: "The scan",
    isEnabled: ({ scan }) => scan !== undefined,
    load: () => import("./scan/scan.js"),
  },
  {
    name: "The gate",
    isEnabled: ({ failOnSeverity }) => failOnSeverity !== undefined,
    load: () => import("./gate/gate.js"),
  },
];
