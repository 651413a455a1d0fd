import type { ModelDefinition } from "../data/definition.js";
import { privateAddress, times } from "../seeding/names.js";

/** Hosts that discovery found in a target group. */
export const address: ModelDefinition = {
  name: "Address",
  plural: "Addresses",
  properties: {
    hostname: { type: "string" },
    ipstring: { type: "string" },
    accessible: { type: "boolean", default: false },
    agentId: { type: "string" },
    targetId: { type: "string" },
    queryId: { type: "string" },
    lastAccessedOn: { type: "date" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: {
    agent: { type: "belongsTo", model: "Agent", foreignKey: "agentId" },
    target: { type: "belongsTo", model: "Target", foreignKey: "targetId" },
  },
  seed: ({ random, rows, daysAgo }) => {
    const known = rows("Agent")
      .slice(0, 30)
      .map(({ id, hostname, ipstring, targetId }) => ({
        hostname,
        ipstring,
        accessible: true,
        agentId: id,
        targetId,
        lastAccessedOn: daysAgo(random.integer(0, 6)),
        createdOn: daysAgo(random.integer(30, 200)),
      }));
    const unknown = times(20, (index) => ({
      hostname: `unmanaged-${index + 1}`,
      ipstring: privateAddress(random),
      accessible: random.chance(40),
      agentId: null,
      targetId: random.pick(rows("Target")).id,
      lastAccessedOn: daysAgo(random.integer(1, 30)),
      createdOn: daysAgo(random.integer(30, 200)),
    }));
    return [...known, ...unknown];
  },
};
