import type { ModelDefinition } from "../data/definition.js";

/** How long a file was on machines before it was noticed. */
export const fileDwellTime: ModelDefinition = {
  name: "FileDwellTime",
  plural: "fileDwellTimes",
  properties: {
    fileRepId: { type: "string" },
    hostname: { type: "string" },
    agentId: { type: "string" },
    dwellTime: { type: "number" },
    firstSeenOn: { type: "date" },
    lastSeenOn: { type: "date" },
  },
  relations: { fileRep: { type: "belongsTo", model: "FileRep", foreignKey: "fileRepId" } },
  seed: ({ random, rows, daysAgo }) =>
    rows("FileRep").map(({ id }) => {
      const { id: agentId, hostname } = random.pick(rows("Agent"));
      const dwellTime = random.integer(1, 60);
      return {
        fileRepId: id,
        hostname,
        agentId,
        dwellTime,
        firstSeenOn: daysAgo(dwellTime),
        lastSeenOn: daysAgo(0),
      };
    }),
};
