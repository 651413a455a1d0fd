import type { ModelDefinition } from "../data/definition.js";

/** The parts of a task, one a host. */
export const userTaskItem: ModelDefinition = {
  name: "UserTaskItem",
  plural: "userTaskItems",
  properties: {
    name: { type: "string" },
    userTaskId: { type: "string" },
    agentId: { type: "string" },
    status: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
    endedOn: { type: "date" },
  },
  relations: {
    userTask: { type: "belongsTo", model: "UserTask", foreignKey: "userTaskId" },
    progresses: { type: "hasMany", model: "UserTaskItemProgress", foreignKey: "userTaskItemId" },
  },
  seed: ({ random, rows }) =>
    rows("UserTask").flatMap((task) =>
      [random.pick(rows("Agent")), random.pick(rows("Agent"))].map(({ id, hostname }) => ({
        name: hostname,
        userTaskId: task.id,
        agentId: id,
        status: task["status"],
        createdOn: task["createdOn"],
        endedOn: task["endedOn"],
      })),
    ),
};
