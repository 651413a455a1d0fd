import type { Entry } from "../entry.js";

/** The commands about policies and what they are assigned to. */
export const policyEntries: readonly Entry[] = [
  {
    name: "organization policies",
    summary: "List the policies of an organization",
    load: async () => ({
      default: (await import("./holder-policies.js")).createAssignmentsCommand("organization"),
    }),
  },
  {
    name: "location policies",
    summary: "List the policies of a location",
    load: async () => ({
      default: (await import("./holder-policies.js")).createAssignmentsCommand("location"),
    }),
  },
  {
    name: "policy assignments",
    summary: "List what a policy is assigned to",
    load: () => import("./assignments/command.js"),
  },
  {
    name: "policy assign",
    summary: "Assign a policy to an organization or a location",
    load: () => import("./assign/command.js"),
  },
  {
    name: "policy unassign",
    summary: "Remove a policy from an organization or a location",
    load: () => import("./unassign/command.js"),
  },
];
