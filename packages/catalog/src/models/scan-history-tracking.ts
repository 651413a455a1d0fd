import type { Fields, Model, RowOf } from "../model.js";
import { agentId, createdOn, id } from "../shared.js";

const fields = {
  id,
  agentId,
  scanType: { type: "string", description: "Kind of antivirus scan, for example `Quick scan`." },
  status: { type: "string", values: ["completed"], description: "State of the scan." },
  createdOn,
  scanTime: { type: "date", description: "Time of the scan (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface ScanHistoryTracking extends RowOf<typeof fields> {}

export const scanHistoryTrackings: Model<ScanHistoryTracking, typeof fields> = {
  name: "ScanHistoryTracking",
  route: "ScanHistoryTrackings",
  description: "An antivirus scan of an agent. It appears some seconds after the scan has ended.",
  known: "live",
  fields,
};
