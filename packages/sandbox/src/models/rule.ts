import type { ModelDefinition } from "../data/definition.js";
import { techniques } from "../seeding/names.js";

/** Detection rules. */
export const rule: ModelDefinition = {
  name: "Rule",
  plural: "rules",
  properties: {
    name: { type: "string", required: true },
    short: { type: "string" },
    description: { type: "string" },
    body: { type: "string", required: true },
    guid: { type: "string" },
    active: { type: "boolean", default: true },
    severity: { type: "string", default: "medium" },
    createdBy: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
    updatedOn: { type: "date" },
  },
  relations: { creator: { type: "belongsTo", model: "user", foreignKey: "createdBy" } },
  seed: ({ random, rows, daysAgo }) =>
    techniques.map(({ name, mitreId, mitreTactic }, index) => ({
      name,
      short: `${mitreId} ${name}`,
      description: `Finds ${mitreTactic} by ${mitreId}.`,
      body: `process where command_line contains "${mitreId.toLowerCase()}"`,
      guid: random.uuid(),
      active: index !== 5,
      severity: random.pick(["low", "medium", "high", "critical"]),
      createdBy: rows("user")[0]?.id,
      createdOn: daysAgo(220 - index),
      updatedOn: daysAgo(15 + index),
    })),
};
