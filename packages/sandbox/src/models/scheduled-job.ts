import type { ModelDefinition } from "../data/definition.js";

/** Scans that start by the clock. */
export const scheduledJob: ModelDefinition = {
  name: "ScheduledJob",
  plural: "scheduledJobs",
  properties: {
    name: { type: "string", required: true },
    relatedId: { type: "string" },
    schedule: { type: "string", required: true },
    data: { type: "object" },
    enabled: { type: "boolean", default: true },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: { target: { type: "belongsTo", model: "Target", foreignKey: "relatedId" } },
  seed: ({ rows, daysAgo }) =>
    rows("Target")
      .slice(0, 8)
      .map(({ id }, index) => ({
        name: "scan-scheduled",
        relatedId: id,
        schedule: `0 ${index + 1} * * ${index % 7}`,
        data: { targetId: id },
        enabled: true,
        createdOn: daysAgo(140 - index),
      })),
};
