import type { ModelDefinition } from "../data/definition.js";

/** Work that agents have been given: two jobs a task. `data` names the discovery query of the target group. */
export const job: ModelDefinition = {
  name: "Job",
  plural: "jobs",
  properties: {
    type: { type: "string" },
    state: { type: "string" },
    data: { type: "object" },
    agentId: { type: "string" },
    userTaskId: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
    completedOn: { type: "date" },
  },
  relations: {
    agent: { type: "belongsTo", model: "Agent", foreignKey: "agentId" },
    userTask: { type: "belongsTo", model: "UserTask", foreignKey: "userTaskId" },
  },
  seed: ({ random, rows }) => {
    const [agents, queries] = [rows("Agent"), rows("Query")];
    return rows("UserTask").flatMap(({ id, relatedId, createdOn, endedOn }) =>
      [random.pick(agents), random.pick(agents)].map((agent) => ({
        type: "survey",
        state: endedOn === null ? "active" : "complete",
        data: { queryId: queries.find(({ targetId }) => targetId === relatedId)?.id },
        agentId: agent.id,
        userTaskId: id,
        createdOn,
        completedOn: endedOn,
      })),
    );
  },
};
