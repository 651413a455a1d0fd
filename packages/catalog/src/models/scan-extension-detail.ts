import type { Fields, Model, RowOf } from "../model.js";
import { hostId, hostname, id, ip, scanId, scannedOn } from "../shared.js";

const fields = {
  id,
  name: { type: "string", description: "Name of the extension." },
  extensionId: {
    type: "string",
    format: "uuid",
    reference: "Extension",
    relation: "extension",
    description: "ID of the extension.",
  },
  extensionVersionId: { type: "string", format: "uuid", description: "ID of the extension's version." },
  scanId: { ...scanId, relation: "scan" },
  hostScanId: {
    type: "string",
    format: "uuid",
    reference: "ScanHost",
    relation: "hostScan",
    description: "ID of the host's record in the scan.",
  },
  hostId,
  hostname,
  ip,
  success: { type: "boolean", description: "Whether the extension succeeded." },
  threatStatus: {
    type: "string",
    description: "Verdict of the extension on the host, for example `Good`, `Suspicious`, or `Bad`.",
  },
  output: { type: "array", description: "What the script logged: a list of lines, or a string." },
  startedOn: { type: "date", description: "Start (ISO 8601, UTC)." },
  endedOn: { type: "date", description: "End (ISO 8601, UTC)." },
  scannedOn,
} as const satisfies Fields;

export interface ScanExtensionDetail extends RowOf<typeof fields> {}

export const scanExtensionDetails: Model<ScanExtensionDetail, typeof fields> = {
  name: "ScanExtensionDetail",
  route: "ScanExtensionDetails",
  description: "What one run of an extension on one host returned. Results of responses are here, too.",
  known: "vendor",
  fields,
};
