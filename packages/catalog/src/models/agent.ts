import type { Fields, Model, RowOf } from "../model.js";
import { hostname, id, ip, organizationId, targetId } from "../shared.js";

const fields = {
  id: { ...id, known: "live" },
  hostname: {
    ...hostname,
    required: true,
    known: "live",
    description: "Host name. Several agents can have the same one.",
  },
  name: { type: "string", known: "read", description: "Name that the console shows." },
  ipstring: ip,
  ip: { ...ip, known: "read", description: "IP address, as in `ipstring`." },
  active: { type: "boolean", default: true, known: "live", description: "Whether the agent reports." },
  authorized: { type: "boolean", default: false, description: "Whether the agent is approved." },
  isolated: {
    type: "boolean",
    default: false,
    known: "live",
    description: "Whether the host is isolated: it can connect only to HUNT.",
  },
  os: {
    type: "string",
    values: ["windows", "darwin", "linux"],
    hasVaryingCase: true,
    known: "read",
    description: "Operating system.",
  },
  locationId: {
    ...targetId,
    reference: "Location",
    known: "live",
    description: "ID of the location, which is also that of the target group.",
  },
  organizationId: { ...organizationId, known: "live" },
  heartbeat: {
    type: "date",
    past: "hunt",
    known: "live",
    description: "Time of the last contact (ISO 8601, UTC).",
  },
} as const satisfies Fields;

export interface Agent extends RowOf<typeof fields> {}

export const agents: Model<Agent, typeof fields> = {
  name: "Agent",
  route: "Agents",
  nouns: ["agent", "agents"],
  description: "An agent on a host. Agents of a target group are those with its ID as `locationId`.",
  known: "vendor",
  fields,
  hasMany: {
    addresses: { model: "Address", foreignKey: "agentId" },
  },
};

const dattoAv = {
  type: "object",
  description: "State of Datto AV.",
  fields: {
    enabled: { type: "boolean", description: "Whether Datto AV is on." },
    data: {
      type: "object",
      description: "Data of the engine.",
      fields: {
        connected: { type: "boolean", description: "Whether the engine is connected." },
        engineReady: { type: "boolean", description: "Whether the engine is ready." },
        engineVersion: { type: "string", description: "Version of the engine." },
        coreEngineVersion: { type: "string", description: "Version of the core of the engine." },
        vdfVersion: { type: "string", description: "Version of the virus definitions." },
        vdfReleaseDate: { type: "string", description: "Date of the virus definitions." },
        engineReleaseDate: { type: "string", description: "Date of the engine." },
        eppVersion: { type: "string", description: "Version of the endpoint protection." },
        rebootRequired: { type: "boolean", description: "Whether the host must be restarted." },
      },
    },
  },
} as const;

const detailFields = {
  ...fields,
  active: { ...fields.active, known: "live" },
  deviceId: { type: "string", format: "uuid", description: "ID of the device in the RMM." },
  status: {
    type: "string",
    values: ["Online", "Active"],
    description:
      "Display text of the state. The console's export has different values, so use `active` and `heartbeat`.",
  },
  syncStatus: { type: "boolean", description: "Whether the agent has the current settings." },
  version: { type: "string", description: "Version of the agent, for example `3.17.1.6224`." },
  hasEdrLicense: { type: "boolean", description: "Whether the host has a license for Datto EDR." },
  hasAvLicense: { type: "boolean", description: "Whether the host has a license for Datto AV." },
  dattoAvEnabled: { type: "boolean", description: "Whether Datto AV is on." },
  alertCount: {
    type: "number",
    asText: true,
    description: "Number of alerts. HUNT returns it as a string.",
  },
  scanStatus: {
    type: "string",
    values: ["in-progress", "completed"],
    description: "State of the last antivirus scan.",
  },
  lastAvScanTime: {
    type: "date",
    past: "host",
    description: "Time of the last antivirus scan (ISO 8601, UTC).",
  },
  lastAvScanType: { type: "string", description: "Kind of antivirus scan, for example `av-quick-scan`." },
  organizationName: { type: "string", description: "Name of the organization." },
  locationName: { type: "string", description: "Name of the location." },
  eppData: {
    type: "object",
    description: "State of the endpoint protection.",
    fields: { dattoav: dattoAv },
  },
  markedForUninstall: {
    type: "boolean",
    known: "vendor",
    description: "Whether the agent is to be uninstalled.",
  },
  markedForUpdate: { type: "boolean", known: "vendor", description: "Whether the agent is to be updated." },
} as const satisfies Fields;

export interface AgentDetail extends RowOf<typeof detailFields> {}

export const agentDetails: Model<AgentDetail, typeof detailFields> = {
  name: "AgentDetail",
  route: "AgentDetails",
  description: "An agent with all its fields. Find the agent of an RMM device by `deviceId`.",
  known: "live",
  fields: detailFields,
};
