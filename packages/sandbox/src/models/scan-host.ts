import type { ModelDefinition } from "../data/definition.js";
import { machineWith, times } from "../seeding/names.js";

/** One machine's part in one scan. `hostId` is the machine's, the same in all its scans. */
export const scanHost: ModelDefinition = {
  name: "ScanHost",
  plural: "ScanHosts",
  properties: {
    hostId: { type: "string" },
    hostname: { type: "string" },
    domain: { type: "string" },
    ip: { type: "string" },
    scanId: { type: "string" },
    agentId: { type: "string" },
    osVersion: { type: "string" },
    architecture: { type: "string" },
    compromised: { type: "boolean" },
    failed: { type: "boolean" },
    scannedOn: { type: "date" },
    completedOn: { type: "date" },
  },
  relations: {
    scan: { type: "belongsTo", model: "Scan", foreignKey: "scanId" },
    agent: { type: "belongsTo", model: "Agent", foreignKey: "agentId" },
  },
  seed: ({ random, rows }) => {
    const agents = rows("Agent");
    const machines = times(30, () => ({ hostId: random.uuid(), agent: random.pick(agents) }));
    return times(50, () => {
      const scan = random.pick(rows("Scan"));
      const { hostId, agent } = random.pick(machines);
      return {
        hostId,
        hostname: agent["hostname"],
        ip: agent["ipstring"],
        scanId: scan.id,
        agentId: agent.id,
        ...machineWith(String(agent["os"])),
        compromised: random.chance(5),
        failed: random.chance(3),
        scannedOn: scan["completedOn"],
        completedOn: scan["completedOn"],
      };
    });
  },
};
