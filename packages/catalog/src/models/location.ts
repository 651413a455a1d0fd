import type { Fields, Model, RowOf } from "../model.js";
import { id, organizationId } from "../shared.js";

const fields = {
  id: { ...id, description: "ID of the location, which is also that of its target group." },
  name: { type: "string", required: true, writable: true, description: "Name of the location." },
  organizationId: {
    ...organizationId,
    writable: true,
    known: "assumed",
    description: "ID of the organization, as in the target group.",
  },
} as const satisfies Fields;

export interface Location extends RowOf<typeof fields> {}

export const locations: Model<Location, typeof fields> = {
  name: "Location",
  route: "Locations",
  nouns: ["location", "locations"],
  description: "A site of an organization. Its target group has the same ID.",
  parent: "organizationId",
  known: "live",
  writesKnown: "assumed",
  fields,
};

const detailFields = {
  id: { ...id, known: "assumed" },
  name: { ...fields.name, known: "assumed" },
  organizationId: { ...organizationId, known: "assumed" },
} as const satisfies Fields;

export interface LocationDetail extends RowOf<typeof detailFields> {}

export const locationDetails: Model<LocationDetail, typeof detailFields> = {
  name: "LocationDetail",
  route: "LocationDetails",
  description: "A location with additional fields, which public sources do not show.",
  known: "live",
  isReadOnly: true,
  fields: detailFields,
};
