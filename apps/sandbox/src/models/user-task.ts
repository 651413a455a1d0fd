import type { ModelDefinition } from "../data/definition.js";
import { times } from "../seeding/names.js";

/** What users have set off: scans, responses, discoveries. */
export const userTask: ModelDefinition = {
  name: "UserTask",
  plural: "userTasks",
  properties: {
    name: { type: "string" },
    type: { type: "string" },
    status: { type: "string", default: "Active" },
    progress: { type: "number", default: 0 },
    message: { type: "string" },
    data: { type: "object" },
    relatedId: { type: "string" },
    userId: { type: "string" },
    archived: { type: "boolean", default: false },
    createdOn: { type: "date", defaultFn: "now" },
    endedOn: { type: "date" },
  },
  relations: {
    user: { type: "belongsTo", model: "user", foreignKey: "userId" },
    items: { type: "hasMany", model: "UserTaskItem", foreignKey: "userTaskId" },
  },
  seed: ({ random, rows, daysAgo }) =>
    times(24, (index) => {
      const scan = random.pick(rows("Scan"));
      const isActive = index >= 22;
      const age = isActive ? 0.02 : 60 - index * 2.5;
      return {
        name: `Scan: ${String(scan["name"])}`,
        type: random.pick(["Scan", "Enumerate", "RTS"]),
        status: isActive ? "Active" : random.pick(["Completed", "Completed", "Completed", "Error", "Cancelled"]),
        progress: isActive ? random.integer(10, 90) : 100,
        message: isActive ? "Scanning hosts" : "Done",
        data: { scanId: scan.id, targetId: scan["targetId"] },
        relatedId: scan["targetId"],
        userId: random.pick(rows("user")).id,
        archived: index < 4,
        createdOn: daysAgo(age),
        endedOn: isActive ? null : daysAgo(age - 0.05),
      };
    }),
};
