import type { Fields, Model, RowOf } from "../model.js";
import { hostId, hostname, hostScanId, id, ip, scanId, scannedOn } from "../shared.js";

const fields = {
  id,
  scanId,
  hostScanId,
  hostId,
  hostname,
  ip,
  extensionId: {
    type: "string",
    format: "uuid",
    reference: "Extension",
    description: "ID of the extension.",
  },
  extensionVersionId: { type: "string", format: "uuid", description: "ID of the extension's version." },
  name: { type: "string", description: "Name of the extension." },
  output: {
    type: "array",
    description: "Log of the script: a list of lines. Some versions return a string, or `outputString`.",
  },
  success: { type: "boolean", description: "Whether the extension succeeded." },
  threatStatus: {
    type: "string",
    values: ["Good", "Low Risk", "Unknown", "Suspicious", "Bad"],
    hasVaryingCase: true,
    description: "Verdict of the extension on the host.",
  },
  sha256: { type: "string", format: "sha256", description: "SHA-256 of the script." },
  startedOn: { type: "date", past: "host", description: "Start (ISO 8601, UTC)." },
  endedOn: { type: "date", past: "host", description: "End (ISO 8601, UTC)." },
  scannedOn,
} as const satisfies Fields;

export interface ScanExtensionDetail extends RowOf<typeof fields> {}

export const scanExtensionDetails: Model<ScanExtensionDetail, typeof fields> = {
  name: "ScanExtensionDetail",
  route: "ScanExtensionDetails",
  description: "Result of one run of an extension on one host. It includes the results of responses.",
  known: "vendor",
  fields,
};

export const scanExtensionInstances: Model<ScanExtensionDetail, typeof fields> = {
  name: "ScanExtensionInstance",
  route: "ScanExtensionInstances",
  description:
    "One run of an extension on one host. Public sources show the fields of `ScanExtensionDetails`.",
  known: "vendor",
  fieldsKnown: "assumed",
  isReadOnly: true,
  fields,
};

const boxFields = {
  ...fields,
  boxId: {
    type: "string",
    format: "uuid",
    reference: "Box",
    description: "ID of the box.",
  },
} as const satisfies Fields;

export interface BoxExtensionInstance extends RowOf<typeof boxFields> {}

export const boxExtensionInstances: Model<BoxExtensionInstance, typeof boxFields> = {
  name: "BoxExtensionInstance",
  route: "BoxExtensionInstances",
  description: "One run of an extension on one host in a box. Public sources do not show its fields.",
  known: "specification",
  fieldsKnown: "assumed",
  fields: boxFields,
};
