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
    itemCount: { type: "number", default: 0 },
    relatedId: { type: "string" },
    userId: { type: "string" },
    archived: { type: "boolean", default: false },
    createdOn: { type: "date", defaultFn: "now" },
    startedOn: { type: "date" },
    endedOn: { type: "date" },
  },
  relations: {
    user: { type: "belongsTo", model: "user", foreignKey: "userId" },
    items: { type: "hasMany", model: "UserTaskItem", foreignKey: "userTaskId" },
  },
  seed: ({ random, rows, daysAgo }) =>
    times(24, (index) => {
      const scan = random.pick(rows("Scan"));
      const hasEnded = index < 22;
      const status = hasEnded
        ? random.pick(["Completed", "Completed", "Completed", "Failed", "Cancelled"])
        : index === 22
          ? "Active"
          : "Created";
      const age = hasEnded ? 60 - index * 2.5 : 0.02;
      return {
        name: `Scan: ${String(scan["name"])}`,
        type: random.pick(["Scan", "Enumerate", "RTS"]),
        status,
        progress: hasEnded ? 100 : status === "Active" ? random.integer(10, 90) : 0,
        message: hasEnded ? "Done" : status === "Active" ? "Scanning hosts" : "Waiting",
        data: { scanId: scan.id, targetId: scan["targetId"] },
        itemCount: 2,
        relatedId: scan["targetId"],
        userId: random.pick(rows("user")).id,
        archived: index < 4,
        createdOn: daysAgo(age),
        startedOn: status === "Created" ? null : daysAgo(age - 0.01),
        endedOn: hasEnded ? daysAgo(age - 0.05) : null,
      };
    }),
};
