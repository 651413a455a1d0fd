import type { Fields, Model, RowOf } from "../model.js";
import { agentId, createdOn, id } from "../shared.js";

const fields = {
  id,
  agentId,
  alertId: {
    type: "string",
    format: "uuid",
    reference: "Alert",
    description: "ID of the alert. An alert older than 30 days is in the archive.",
  },
  detectionId: {
    type: "string",
    format: "uuid",
    description: "ID of the detection, as in the `data` of the alert.",
  },
  name: { type: "string", description: "File name." },
  threat: { type: "string", description: "Name of the malware, for example `EXP/CVE-2016-7228`." },
  status: {
    type: "string",
    values: ["Quarantined", "restored"],
    hasVaryingCase: true,
    description: "State of the file. Compare it without regard to case.",
  },
  path: { type: "string", description: "Path of the file before the quarantine." },
  createdOn,
  updatedOn: { type: "date", past: "hunt", description: "Time of the last change (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface QuarantinedFile extends RowOf<typeof fields> {}

export const quarantinedFiles: Model<QuarantinedFile, typeof fields> = {
  name: "QuarantinedFile",
  route: "QuarantinedFiles",
  nouns: ["file in quarantine", "files in quarantine"],
  description: "A file that was put in quarantine.",
  known: "live",
  fields,
};
