import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, targetId } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, description: "Name of the report." },
  type: { type: "string", description: "Kind of report, for example `executiveThreat`." },
  hostCount: { type: "number", description: "Number of hosts in the report." },
  createdOn,
  format: { type: "string", known: "read", description: "Format of the file, for example `pdf`." },
  status: { type: "string", known: "read", description: "State of the report. `complete` when it is ready." },
  data: {
    type: "object",
    known: "read",
    description: "Location of the file.",
    fields: {
      bucket: { type: "string", known: "read", description: "Name of the storage bucket." },
      filename: { type: "string", known: "read", description: "Name of the file." },
    },
  },
} as const satisfies Fields;

export interface Report extends RowOf<typeof fields> {}

export const reports: Model<Report, typeof fields> = {
  name: "Report",
  route: "Reports",
  description: "A report.",
  known: "vendor",
  fields,
  inputs: {
    targetId: { ...targetId, known: "read" },
    startDate: { type: "date", known: "read", description: "Start of the period (ISO 8601, UTC)." },
    endDate: { type: "date", known: "read", description: "End of the period (ISO 8601, UTC)." },
  },
};
