import type { ModelDefinition } from "../data/definition.js";
import { programs, times } from "../seeding/names.js";

/** Files that were taken out of harm's way. */
export const quarantinedFile: ModelDefinition = {
  name: "QuarantinedFile",
  plural: "QuarantinedFiles",
  properties: {
    path: { type: "string" },
    sha1: { type: "string" },
    threatName: { type: "string" },
    hostname: { type: "string" },
    agentId: { type: "string" },
    organizationId: { type: "string" },
    quarantinedOn: { type: "date" },
  },
  relations: { agent: { type: "belongsTo", model: "Agent", foreignKey: "agentId" } },
  seed: ({ random, rows, daysAgo }) =>
    times(15, () => {
      const { name, folder } = random.pick(programs);
      const { id, hostname, organizationId } = random.pick(rows("Agent"));
      return {
        path: `${folder}\\${name}`,
        sha1: random.hexadecimal(40),
        threatName: "Malicious",
        hostname,
        agentId: id,
        organizationId,
        quarantinedOn: daysAgo(random.integer(0, 40)),
      };
    }),
};
