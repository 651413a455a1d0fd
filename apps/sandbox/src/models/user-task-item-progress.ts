import type { ModelDefinition } from "../data/definition.js";

/** What a part of a task said on its way. */
export const userTaskItemProgress: ModelDefinition = {
  name: "UserTaskItemProgress",
  plural: "userTaskItemProgresses",
  properties: {
    userTaskItemId: { type: "string" },
    text: { type: "string" },
    progress: { type: "number" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: { item: { type: "belongsTo", model: "UserTaskItem", foreignKey: "userTaskItemId" } },
  seed: ({ rows }) =>
    rows("UserTaskItem").map(({ id, createdOn, status }) => ({
      userTaskItemId: id,
      text: status === "Active" ? "Survey is running" : "Results were received",
      progress: status === "Active" ? 50 : 100,
      createdOn,
    })),
};
