import type { Fields, Model, RowOf } from "../model.js";

const uuid = { type: "string", format: "uuid" } as const;

const fields = {
  policyAssignmentId: { ...uuid, description: "ID of the assignment." },
  policyId: {
    ...uuid,
    reference: "Policy",
    required: true,
    writable: true,
    description: "ID of the policy.",
  },
  policyName: { type: "string", description: "Name of the policy." },
  policyType: { type: "string", description: "Kind of policy." },
  policyActive: { type: "boolean", description: "Whether the policy applies." },
  policyIsDefault: { type: "boolean", description: "Whether the policy applies if no other policy does." },
  policyUpdatedOn: {
    type: "date",
    past: "hunt",
    description: "Time of the policy's last change (ISO 8601, UTC).",
  },
  deviceGroupId: {
    ...uuid,
    reference: "DeviceGroup",
    writable: true,
    description:
      "ID of the device group that the policy applies to. Null for devices without a group, and for groups that have no policy of this kind.",
  },
  deviceGroupName: { type: "string", description: "Name of the device group that the policy applies to." },
  assignedTo: {
    type: "string",
    description:
      "What the policy is assigned to. `ORG` means the organization, from which locations inherit it.",
  },
  assignedOn: { type: "date", past: "hunt", description: "Time of the assignment (ISO 8601, UTC)." },
  isOverride: { type: "boolean", description: "Whether it replaces a policy of the organization." },
  organizationPolicyId: {
    ...uuid,
    reference: "Policy",
    description: "ID of the organization's policy that this one replaces.",
  },
  organizationPolicyName: {
    type: "string",
    description: "Name of the organization's policy that this one replaces.",
  },
} as const satisfies Fields;

export interface PolicyAssignment extends RowOf<typeof fields> {}

/**
 * What `GET Organizations/{id}/policyAssignments` and the same route of `Locations` return. It has no route
 * of its own. Writes are assumed to be LoopBack's standard ones of a relation.
 */
export const policyAssignment: Model<PolicyAssignment, typeof fields> = {
  name: "PolicyAssignment",
  route: "{Organizations,Locations}/{id}/policyAssignments",
  description: "A policy that applies to an organization or a location, inherited ones included.",
  known: "live",
  fieldsKnown: "read",
  writesKnown: "assumed",
  fields,
};
