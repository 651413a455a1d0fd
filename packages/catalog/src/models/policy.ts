import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, writable: true, description: "Name of the policy." },
  type: {
    type: "string",
    required: true,
    writable: true,
    hasSharedValues: true,
    description: "Kind of policy, as in other policies of the instance.",
  },
  typeName: { type: "string", description: "Display name of the kind of policy." },
  active: { type: "boolean", default: true, writable: true, description: "Whether the policy applies." },
  disabled: {
    type: "boolean",
    default: false,
    writable: true,
    description: "Whether the policy is turned off.",
  },
  isDefault: {
    type: "boolean",
    default: false,
    description: "Whether the policy applies if no other policy does.",
  },
  description: { type: "string", writable: true, description: "Purpose of the policy." },
  updatedOn: { type: "date", default: "now", description: "Time of the last change (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface Policy extends RowOf<typeof fields> {}

export const policies: Model<Policy, typeof fields> = {
  name: "Policy",
  route: "Policies",
  nouns: ["policy", "policies"],
  description:
    "What agents monitor, and how they respond. `policyAssignments` of organizations and locations refer to it.",
  known: "live",
  writesKnown: "assumed",
  fields,
};
