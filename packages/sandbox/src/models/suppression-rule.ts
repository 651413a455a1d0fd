import type { ModelDefinition } from "../data/definition.js";
import { programs } from "../seeding/names.js";

/** What is not to raise alerts. */
export const suppressionRule: ModelDefinition = {
  name: "SuppressionRule",
  plural: "SuppressionRules",
  properties: {
    name: { type: "string", required: true },
    description: { type: "string" },
    path: { type: "string" },
    enabled: { type: "boolean", default: true },
    organizationId: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: { organization: { type: "belongsTo", model: "Organization", foreignKey: "organizationId" } },
  seed: ({ rows, daysAgo }) =>
    programs.slice(0, 6).map(({ name, folder }, index) => ({
      name: `Allow ${name}`,
      description: "Agreed with the administrators",
      path: `${folder}\\${name}`,
      enabled: index !== 2,
      organizationId: rows("Organization")[index % rows("Organization").length]?.id,
      createdOn: daysAgo(100 - index),
    })),
};
