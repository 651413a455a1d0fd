import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, organizationId } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, writable: true, description: "Name of the location." },
  organizationId: { ...organizationId, relation: "organization", writable: true, known: "assumed" },
  createdOn: { ...createdOn, known: "assumed" },
} as const satisfies Fields;

export interface Location extends RowOf<typeof fields> {}

export const locations: Model<Location, typeof fields> = {
  name: "Location",
  route: "Locations",
  description: "A site of an organization. Its target group has the same ID.",
  known: "live",
  fields,
  hasMany: { agents: { model: "Agent", foreignKey: "locationId" } },
};
