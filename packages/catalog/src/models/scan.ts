import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, organizationId, targetId } from "../shared.js";

const fields = {
  id,
  name: { type: "string", description: "Name of the scan." },
  targetId: { ...targetId, relation: "target" },
  organizationId: { ...organizationId, known: "assumed" },
  hostCount: { type: "number", description: "Number of hosts." },
  failedHostCount: {
    type: "number",
    known: "assumed",
    description: "Number of hosts that could not be scanned.",
  },
  startedOn: { type: "date", description: "Start (ISO 8601, UTC)." },
  completedOn: { type: "date", description: "End (ISO 8601, UTC). Null while the scan runs." },
  createdOn: { ...createdOn, known: "assumed" },
} as const satisfies Fields;

export interface Scan extends RowOf<typeof fields> {}

export const scans: Model<Scan, typeof fields> = {
  name: "Scan",
  route: "scans",
  description: "A scan of a target group.",
  known: "vendor",
  fields,
  hasMany: {
    hosts: { model: "ScanHost", foreignKey: "scanId" },
    alerts: { model: "Alert", foreignKey: "scanId" },
  },
};
