import type { Fields, Model, RowOf } from "../model.js";
import { id, organizationId } from "../shared.js";

const name = {
  type: "string",
  required: true,
  writable: true,
  description: "Name of the target group.",
} as const;

const controllerGroupId = {
  type: "string",
  format: "uuid",
  reference: "ControllerGroup",
  writable: true,
  known: "vendor",
  description: "ID of the controller group that scans the target group.",
} as const;

const fields = {
  id,
  name,
  description: { type: "string", writable: true, description: "Notes about the target group." },
  controllerGroupId,
  organizationId: { ...organizationId, writable: true },
  lastScannedOn: { type: "date", past: "hunt", description: "Time of the last scan (ISO 8601, UTC)." },
  agentCount: { type: "number", description: "Number of agents." },
  activeAgentCount: { type: "number", description: "Number of active agents." },
  alertCount: {
    type: "number",
    asText: true,
    description: "Number of alerts. HUNT returns it as a string.",
  },
  totalAddressCount: { type: "number", description: "Number of addresses." },
  deleted: { type: "boolean", default: false, description: "Whether the target group is deleted." },
  data: {
    type: "object",
    description: "Details of the target group.",
    fields: { rmmUid: { type: "string", description: "ID of the site in the RMM." } },
  },
} as const satisfies Fields;

export interface Target extends RowOf<typeof fields> {}

export const targets: Model<Target, typeof fields> = {
  name: "Target",
  route: "targets",
  nouns: ["target group", "target groups"],
  description: "A target group: hosts that are scanned together. Its location has the same ID.",
  parent: "organizationId",
  known: "live",
  fields,
  hasMany: {
    agents: { model: "Agent", foreignKey: "locationId" },
    queries: { model: "Query", foreignKey: "targetId" },
  },
};

const archivedFields = {
  id,
  name,
  controllerGroupId,
  organizationId,
} as const satisfies Fields;

export interface TargetArchive extends RowOf<typeof archivedFields> {}

export const targetsArchive: Model<TargetArchive, typeof archivedFields> = {
  name: "TargetArchive",
  route: "TargetsArchive",
  nouns: ["archived target group", "archived target groups"],
  description: "A deleted target group. It can be restored for 7 days. Deleting it here is permanent.",
  known: "vendor",
  fields: archivedFields,
};
