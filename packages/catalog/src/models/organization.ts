import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, writable: true, description: "Name of the organization." },
  description: { type: "string", writable: true, known: "assumed", description: "Notes about it." },
  createdOn: { ...createdOn, known: "assumed" },
} as const satisfies Fields;

export interface Organization extends RowOf<typeof fields> {}

export const organizations: Model<Organization, typeof fields> = {
  name: "Organization",
  route: "Organizations",
  description: "A customer of an instance.",
  known: "live",
  fields,
  hasMany: {
    locations: { model: "Location", foreignKey: "organizationId" },
    targets: { model: "Target", foreignKey: "organizationId" },
  },
};
