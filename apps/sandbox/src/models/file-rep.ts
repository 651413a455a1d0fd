import type { ModelDefinition } from "../data/definition.js";
import { programs } from "../seeding/names.js";

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
  seed: ({ random, rows, daysAgo }) =>
    programs.flatMap(({ name }) =>
      [1, 2].map(() => {
        const avPositives = random.integer(0, 60);
        return {
          id: random.hexadecimal(40),
          name,
          sha256: random.hexadecimal(64),
          md5: random.hexadecimal(32),
          threatName: avPositives > 20 ? "Malicious" : "Unknown",
          threatScore: Math.round((avPositives / 70) * 100),
          avPositives,
          avTotal: 70,
          flagId: random.chance(30) ? random.pick(rows("Flag")).id : null,
          firstSeenOn: daysAgo(random.integer(10, 700)),
        };
      }),
    ),
};
