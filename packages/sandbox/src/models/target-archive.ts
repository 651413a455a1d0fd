import type { ModelDefinition } from "../data/definition.js";

/** Target groups that were archived; deleting one here is for good. */
export const targetArchive: ModelDefinition = {
  name: "TargetArchive",
  plural: "TargetsArchive",
  properties: {
    name: { type: "string", required: true },
    controllerGroupId: { type: "string" },
    organizationId: { type: "string" },
    createdOn: { type: "date" },
    archivedOn: { type: "date", defaultFn: "now" },
  },
  seed: ({ rows, daysAgo }) =>
    ["Old laboratory", "Closed warehouse", "Trial 2024", "Temporary stand", "Migrated domain"].map(
      (name, index) => ({
        name,
        controllerGroupId: rows("ControllerGroup")[0]?.id,
        organizationId: rows("Organization")[index]?.id,
        createdOn: daysAgo(850 - index),
        archivedOn: daysAgo(60 + index * 9),
      }),
    ),
};
