import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, organizationId } from "../shared.js";

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
  description: "ID of the controller group that scans it.",
} as const;

const fields = {
  id,
  name,
  controllerGroupId: { ...controllerGroupId, relation: "controllerGroup" },
  organizationId: { ...organizationId, relation: "organization", writable: true },
  locationId: {
    type: "string",
    format: "uuid",
    reference: "Location",
    relation: "location",
    writable: true,
    known: "assumed",
    description: "ID of the location. On live instances, the location has the ID of the target group.",
  },
  lastScannedOn: { type: "date", description: "Time of the last scan (ISO 8601, UTC)." },
  createdOn: { ...createdOn, known: "assumed" },
} as const satisfies Fields;

export interface Target extends RowOf<typeof fields> {}

export const targets: Model<Target, typeof fields> = {
  name: "Target",
  route: "targets",
  description: "A target group: hosts that are scanned together.",
  known: "live",
  fields,
  hasMany: {
    agents: { model: "Agent", foreignKey: "targetId" },
    addresses: { model: "Address", foreignKey: "targetId" },
    queries: { model: "Query", foreignKey: "targetId" },
    scans: { model: "Scan", foreignKey: "targetId" },
  },
};

const archivedFields = {
  id,
  name: { ...name, known: "vendor" },
  controllerGroupId,
  organizationId,
  createdOn: { type: "date", description: "Creation time (ISO 8601, UTC)." },
  archivedOn: { type: "date", default: "now", description: "Time of the deletion (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface TargetArchive extends RowOf<typeof archivedFields> {}

export const targetsArchive: Model<TargetArchive, typeof archivedFields> = {
  name: "TargetArchive",
  route: "TargetsArchive",
  description: "A deleted target group. It can be restored for 7 days. Deleting it here is permanent.",
  known: "assumed",
  fields: archivedFields,
};
