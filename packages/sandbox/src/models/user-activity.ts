import type { ModelDefinition } from "../data/definition.js";
import { times } from "../seeding/names.js";

/** The audit log. */
export const userActivity: ModelDefinition = {
  name: "UserActivity",
  plural: "useractivities",
  properties: {
    action: { type: "string" },
    model: { type: "string" },
    userId: { type: "string" },
    message: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: { user: { type: "belongsTo", model: "user", foreignKey: "userId" } },
  seed: ({ random, rows, daysAgo }) =>
    times(50, (index) => {
      const { id, username } = random.pick(rows("user"));
      const [action, model] = random.pick([
        ["login", "user"],
        ["create", "Target"],
        ["scan", "Target"],
        ["archive", "Alert"],
        ["create", "AccessToken"],
      ] as const);
      return {
        action,
        model,
        userId: id,
        message: `${String(username)}: ${action} ${model}`,
        createdOn: daysAgo(90 - index * 1.8),
      };
    }),
};
