import type { ModelDefinition } from "../data/definition.js";
import { privateAddress, times } from "../seeding/names.js";

const AGENTS = 2500;

const systems = [
  { os: "Windows 11 Enterprise", osVersion: "10.0.22631", prefix: "WS" },
  { os: "Windows 10 Pro", osVersion: "10.0.19045", prefix: "PC" },
  { os: "Windows Server 2022", osVersion: "10.0.20348", prefix: "SRV" },
  { os: "Ubuntu 22.04", osVersion: "5.15.0", prefix: "lnx" },
  { os: "macOS 14", osVersion: "14.3.1", prefix: "mac" },
] as const;

/** Agents on machines. */
export const agent: ModelDefinition = {
  name: "Agent",
  plural: "Agents",
  properties: {
    hostname: { type: "string", required: true },
    ipstring: { type: "string" },
    active: { type: "boolean", default: true },
    authorized: { type: "boolean", default: false },
    isolated: { type: "boolean", default: false },
    os: { type: "string" },
    osVersion: { type: "string" },
    version: { type: "string" },
    targetId: { type: "string" },
    locationId: { type: "string" },
    organizationId: { type: "string" },
    heartbeat: { type: "date" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: {
    target: { type: "belongsTo", model: "Target", foreignKey: "targetId" },
    location: { type: "belongsTo", model: "Location", foreignKey: "locationId" },
    organization: { type: "belongsTo", model: "Organization", foreignKey: "organizationId" },
    alerts: { type: "hasMany", model: "Alert", foreignKey: "agentId" },
    addresses: { type: "hasMany", model: "Address", foreignKey: "agentId" },
  },
  seed: ({ random, rows, daysAgo }) =>
    times(AGENTS, (index) => {
      const group = random.pick(rows("Target"));
      const { prefix, os, osVersion } = random.pick(systems);
      const active = random.chance(92);
      return {
        hostname: `${prefix}-${String(group["name"]).slice(0, 3).toUpperCase()}-${String(index + 1).padStart(4, "0")}`,
        ipstring: privateAddress(random),
        active,
        authorized: random.chance(98),
        isolated: active && random.chance(1),
        os,
        osVersion,
        version: random.pick(["3.13.0", "3.13.1", "3.13.2"]),
        targetId: group.id,
        locationId: group["locationId"],
        organizationId: group["organizationId"],
        heartbeat: daysAgo(active ? random.integer(0, 60) / 1440 : random.integer(3, 120)),
        createdOn: daysAgo(random.integer(120, 600)),
      };
    }),
};
