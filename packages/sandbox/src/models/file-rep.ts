import type { ModelDefinition } from "../data/definition.js";
import { knownFiles } from "../seeding/alerts.js";

/** The reputation of files. The id is the file's SHA-1. */
export const fileRep: ModelDefinition = {
  name: "FileRep",
  plural: "FileReps",
  properties: {
    name: { type: "string" },
    sha256: { type: "string" },
    md5: { type: "string" },
    threatName: { type: "string" },
    threatScore: { type: "number" },
    avPositives: { type: "number" },
    avTotal: { type: "number" },
    flagId: { type: "string" },
    firstSeenOn: { type: "date" },
  },
  relations: {
    flag: { type: "belongsTo", model: "Flag", foreignKey: "flagId" },
    comments: { type: "hasMany", model: "UserComment", foreignKey: "relatedId" },
  },
  seed: (context) => {
    const { random, rows, daysAgo } = context;
    const flags = new Map(rows("Flag").map(({ id, name }) => [name, id]));
    return knownFiles(context).map(
      ({ fileRepId, name, sha256, threatName, threatScore, avPositives, avTotal, flagName }) => ({
        id: String(fileRepId),
        name,
        sha256,
        md5: random.hexadecimal(32),
        threatName,
        threatScore,
        avPositives,
        avTotal,
        flagId: flags.get(flagName) ?? null,
        firstSeenOn: daysAgo(random.integer(10, 700)),
      }),
    );
  },
};
