import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, organizationId } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, description: "Name of the policy." },
  type: { type: "string", default: "monitoring", description: "Kind of policy." },
  enabled: {
    type: "boolean",
    default: true,
    known: "assumed",
    description: "Whether the policy applies. Live instances have `active` and `disabled` instead.",
  },
  organizationId: {
    ...organizationId,
    relation: "organization",
    known: "assumed",
    description: "ID of the organization. Not on live instances.",
  },
  settings: { type: "object", known: "assumed", description: "The settings. Not on live instances." },
  createdOn: { ...createdOn, known: "assumed" },
} as const satisfies Fields;

export interface Policy extends RowOf<typeof fields> {}

export const policies: Model<Policy, typeof fields> = {
  name: "Policy",
  route: "Policies",
  description: "What agents watch, and how they act.",
  known: "live",
  fields,
};
