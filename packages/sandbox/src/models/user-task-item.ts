import type { ModelDefinition, Row } from "../data/definition.js";

/** The parts of a task, one a job. */
export const userTaskItem: ModelDefinition = {
  name: "UserTaskItem",
  plural: "userTaskItems",
  properties: {
    name: { type: "string" },
    type: { type: "string" },
    userTaskId: { type: "string" },
    jobId: { type: "string" },
    agentId: { type: "string" },
    status: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
    endedOn: { type: "date" },
  },
  relations: {
    userTask: { type: "belongsTo", model: "UserTask", foreignKey: "userTaskId" },
    job: { type: "belongsTo", model: "Job", foreignKey: "jobId" },
    progresses: { type: "hasMany", model: "UserTaskItemProgress", foreignKey: "taskItemId" },
  },
  seed: ({ rows }) => {
    const hostnames = new Map(rows("Agent").map(({ id, hostname }): [unknown, unknown] => [id, hostname]));
    const tasks = new Map(rows("UserTask").map((task): [unknown, Row] => [task.id, task]));
    return rows("Job").map(({ id, agentId, userTaskId }) => {
      const task = tasks.get(userTaskId);
      return {
        name: hostnames.get(agentId),
        type: task?.["type"] === "Enumerate" ? "enumeration" : "host-access",
        userTaskId,
        jobId: id,
        agentId,
        status: task?.["status"],
        createdOn: task?.["createdOn"],
        endedOn: task?.["endedOn"],
      };
    });
  },
};
