import type { ModelDefinition } from "../data/definition.js";
import { times } from "../seeding/names.js";

/** Scans of target groups. */
export const scan: ModelDefinition = {
  name: "Scan",
  plural: "scans",
  properties: {
    name: { type: "string" },
    targetId: { type: "string" },
    organizationId: { type: "string" },
    hostCount: { type: "number" },
    failedHostCount: { type: "number" },
    startedOn: { type: "date" },
    completedOn: { type: "date" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: {
    target: { type: "belongsTo", model: "Target", foreignKey: "targetId" },
    hosts: { type: "hasMany", model: "ScanHost", foreignKey: "scanId" },
    alerts: { type: "hasMany", model: "Alert", foreignKey: "scanId" },
  },
  seed: ({ random, rows, daysAgo }) =>
    times(40, (index) => {
      const target = random.pick(rows("Target"));
      const age = 90 - index * 2.2;
      return {
        name: `${String(target["name"])} ${daysAgo(age).slice(0, 10)}`,
        targetId: target.id,
        organizationId: target["organizationId"],
        hostCount: random.integer(20, 140),
        failedHostCount: random.integer(0, 5),
        startedOn: daysAgo(age),
        completedOn: daysAgo(age - 0.1),
        createdOn: daysAgo(age),
      };
    }),
};
