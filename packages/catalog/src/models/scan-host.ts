import type { Fields, Model, RowOf } from "../model.js";
import { hostId, hostname, id, ip, scanId } from "../shared.js";

const fields = {
  id,
  scanId,
  hostId,
  hostname,
  ip,
  name: { type: "string", description: "Name of the host." },
  domain: { type: "string", description: "Windows domain of the host." },
  osVersion: { type: "string", description: "Operating system, with its version." },
  architecture: { type: "string", description: "Architecture of the processor, for example `x64`." },
  completedOn: {
    type: "date",
    description: "End of the scan on this host (ISO 8601, UTC). Null while it is scanned.",
  },
  failed: { type: "boolean", description: "Whether the host could not be scanned." },
  compromised: { type: "boolean", description: "Whether the host is compromised." },
} as const satisfies Fields;

export interface ScanHost extends RowOf<typeof fields> {}

export const scanHosts: Model<ScanHost, typeof fields> = {
  name: "ScanHost",
  route: "ScanHosts",
  description:
    "One host's part in one scan. If a host has several records in a scan, the last with a `completedOn` counts.",
  known: "vendor",
  fields,
};

export const boxHosts: Model<ScanHost, typeof fields> = {
  name: "BoxHost",
  route: "BoxHosts",
  description: "A host in a box. Public sources do not show its fields.",
  known: "specification",
  fieldsKnown: "assumed",
  fields,
};
