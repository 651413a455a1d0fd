import type { ModelDefinition } from "../data/definition.js";
import { times } from "../seeding/names.js";

/** Work that agents have been given. */
export const job: ModelDefinition = {
  name: "Job",
  plural: "jobs",
  properties: {
    type: { type: "string" },
    state: { type: "string" },
    agentId: { type: "string" },
    userTaskId: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
    completedOn: { type: "date" },
  },
  relations: {
    agent: { type: "belongsTo", model: "Agent", foreignKey: "agentId" },
    userTask: { type: "belongsTo", model: "UserTask", foreignKey: "userTaskId" },
  },
  seed: ({ random, rows }) =>
    times(30, () => {
      const { id, status, createdOn, endedOn } = random.pick(rows("UserTask"));
      const isActive = status === "Active";
      return { type: "survey", state: isActive ? "active" : "complete", agentId: random.pick(rows("Agent")).id, userTaskId: id, createdOn, completedOn: endedOn };
    }),
};
