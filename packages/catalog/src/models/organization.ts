import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, writable: true, description: "Name of the organization." },
  alertCount: {
    type: "number",
    description: "Number of alerts. It is unknown whether HUNT returns it as a string.",
  },
  deviceCount: { type: "number", description: "Number of devices." },
  locationCount: { type: "number", description: "Number of locations." },
} as const satisfies Fields;

export interface Organization extends RowOf<typeof fields> {}

export const organizations: Model<Organization, typeof fields> = {
  name: "Organization",
  route: "Organizations",
  nouns: ["organization", "organizations"],
  description: "A customer of an instance. Its target groups are its locations.",
  known: "live",
  fields,
};

const detailFields = {
  id: { ...id, known: "assumed" },
  name: { ...fields.name, known: "assumed" },
} as const satisfies Fields;

export interface OrganizationDetail extends RowOf<typeof detailFields> {}

export const organizationDetails: Model<OrganizationDetail, typeof detailFields> = {
  name: "OrganizationDetail",
  route: "OrganizationDetails",
  description: "An organization with additional fields, which public sources do not show.",
  known: "live",
  isReadOnly: true,
  fields: detailFields,
};
