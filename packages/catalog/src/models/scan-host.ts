import type { Fields, Model, RowOf } from "../model.js";
import { agentId, hostId, hostname, id, ip, scanId, scannedOn } from "../shared.js";

const fields = {
  id,
  hostId,
  agentId: { ...agentId, relation: "agent", known: "assumed" },
  scanId: { ...scanId, relation: "scan" },
  hostname,
  domain: { type: "string", description: "Windows domain of the host." },
  ip,
  osVersion: { type: "string", description: "Operating system, with its version." },
  architecture: { type: "string", description: "Architecture of the processor, for example `x64`." },
  compromised: { type: "boolean", description: "Whether the host is compromised." },
  failed: { type: "boolean", description: "Whether the host could not be scanned." },
  scannedOn: { ...scannedOn, known: "assumed" },
  completedOn: { type: "date", description: "End of the scan on this host (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface ScanHost extends RowOf<typeof fields> {}

export const scanHosts: Model<ScanHost, typeof fields> = {
  name: "ScanHost",
  route: "ScanHosts",
  description: "One host's part in one scan. A host can have several records in a scan.",
  known: "vendor",
  fields,
};
