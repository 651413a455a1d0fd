import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, organizationId } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, description: "Name of the report." },
  type: { type: "string", description: "Kind of report." },
  hostCount: { type: "number", description: "Number of hosts in the report." },
  body: {
    type: "string",
    accepts: "any",
    known: "assumed",
    description: "The report itself. It makes lists large, so read it by ID.",
  },
  organizationId: { ...organizationId, known: "assumed" },
  createdOn,
} as const satisfies Fields;

export interface Report extends RowOf<typeof fields> {}

export const reports: Model<Report, typeof fields> = {
  name: "Report",
  route: "Reports",
  description: "A report.",
  known: "vendor",
  fields,
};
