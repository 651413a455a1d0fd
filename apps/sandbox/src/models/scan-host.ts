import type { ModelDefinition } from "../data/definition.js";
import { times } from "../seeding/names.js";

/** One machine's part in one scan. */
export const scanHost: ModelDefinition = {
  name: "ScanHost",
  plural: "ScanHosts",
  properties: {
    hostname: { type: "string" },
    ipstring: { type: "string" },
    scanId: { type: "string" },
    agentId: { type: "string" },
    os: { type: "string" },
    compromised: { type: "boolean" },
    success: { type: "boolean" },
    scannedOn: { type: "date" },
  },
  relations: {
    scan: { type: "belongsTo", model: "Scan", foreignKey: "scanId" },
    agent: { type: "belongsTo", model: "Agent", foreignKey: "agentId" },
  },
  seed: ({ random, rows }) =>
    times(50, () => {
      const scan = random.pick(rows("Scan"));
      const { id, hostname, ipstring, os } = random.pick(rows("Agent"));
      return { hostname, ipstring, scanId: scan.id, agentId: id, os, compromised: random.chance(5), success: random.chance(97), scannedOn: scan["completedOn"] };
    }),
};
