import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, description: "Name of the policy." },
  type: { type: "string", description: "Kind of policy." },
  typeName: { type: "string", description: "Display name of the kind of policy." },
  active: { type: "boolean", default: true, description: "Whether the policy applies." },
  disabled: { type: "boolean", default: false, description: "Whether the policy is turned off." },
  isDefault: { type: "boolean", default: false, description: "Whether it applies if no other does." },
  description: { type: "string", description: "Purpose of the policy." },
  updatedOn: { type: "date", default: "now", description: "Time of the last change (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface Policy extends RowOf<typeof fields> {}

export const policies: Model<Policy, typeof fields> = {
  name: "Policy",
  route: "Policies",
  description:
    "What agents monitor, and how they respond. `policyAssignments` of organizations and locations refer to it.",
  known: "live",
  fields,
};
