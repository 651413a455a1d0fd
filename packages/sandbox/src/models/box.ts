import type { ModelDefinition } from "../data/definition.js";

/** Views of findings over 7, 30 and 90 days: of the instance, and of some target groups. */
export const box: ModelDefinition = {
  name: "Box",
  plural: "Boxes",
  properties: {
    name: { type: "string", required: true },
    targetId: { type: "string" },
    lastScannedOn: { type: "date" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: { target: { type: "belongsTo", model: "Target", foreignKey: "targetId" } },
  seed: ({ rows, daysAgo }) =>
    [undefined, ...rows("Target").slice(0, 3)].flatMap((target) =>
      [7, 30, 90].map((days) => ({
        name: `Last ${days} days`,
        targetId: target?.id ?? null,
        lastScannedOn: daysAgo(0.5),
        createdOn: daysAgo(400),
      })),
    ),
};
