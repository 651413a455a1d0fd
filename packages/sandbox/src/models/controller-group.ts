import type { ModelDefinition } from "../data/definition.js";

/** Groups of controllers; a target group belongs to one. */
export const controllerGroup: ModelDefinition = {
  name: "ControllerGroup",
  plural: "controllergroups",
  properties: {
    name: { type: "string", required: true },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: { targets: { type: "hasMany", model: "Target", foreignKey: "controllerGroupId" } },
  seed: ({ daysAgo }) => [
    { name: "Default", createdOn: daysAgo(900) },
    { name: "Branch offices", createdOn: daysAgo(420) },
  ],
};
