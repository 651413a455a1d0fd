import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, hostname, id, ip, organizationId, targetId } from "../shared.js";

const fields = {
  id: { ...id, known: "live" },
  hostname: {
    ...hostname,
    required: true,
    known: "live",
    description: "Host name. Several agents can have the same one.",
  },
  ipstring: ip,
  active: { type: "boolean", default: true, description: "Whether the agent reports." },
  authorized: { type: "boolean", default: false, description: "Whether the agent is approved." },
  isolated: {
    type: "boolean",
    default: false,
    description: "Whether the host is cut off from everything except HUNT.",
  },
  os: {
    type: "string",
    known: "assumed",
    description: "Operating system, for example `Windows 11 Enterprise`.",
  },
  osVersion: { type: "string", known: "assumed", description: "Version of the operating system." },
  version: {
    type: "string",
    known: "assumed",
    description: "Version of the agent, for example `3.17.1.6224`.",
  },
  targetId: {
    ...targetId,
    relation: "target",
    known: "assumed",
    description: "ID of the target group. No public source shows it on a live instance.",
  },
  locationId: {
    type: "string",
    format: "uuid",
    reference: "Location",
    relation: "location",
    known: "live",
    description: "ID of the location, which is also that of the target group.",
  },
  organizationId: { ...organizationId, relation: "organization", known: "live" },
  heartbeat: { type: "date", known: "live", description: "Time of the last contact (ISO 8601, UTC)." },
  createdOn: { ...createdOn, known: "assumed" },
} as const satisfies Fields;

export interface Agent extends RowOf<typeof fields> {}

export const agents: Model<Agent, typeof fields> = {
  name: "Agent",
  route: "Agents",
  description: "An agent on a host.",
  known: "vendor",
  fields,
  hasMany: {
    alerts: { model: "Alert", foreignKey: "agentId" },
    addresses: { model: "Address", foreignKey: "agentId" },
  },
};
