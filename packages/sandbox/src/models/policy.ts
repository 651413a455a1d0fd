import type { ModelDefinition } from "../data/definition.js";

/** What agents of an organization watch and how they act. */
export const policy: ModelDefinition = {
  name: "Policy",
  plural: "Policies",
  properties: {
    name: { type: "string", required: true },
    type: { type: "string", default: "monitoring" },
    enabled: { type: "boolean", default: true },
    organizationId: { type: "string" },
    settings: { type: "object" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: { organization: { type: "belongsTo", model: "Organization", foreignKey: "organizationId" } },
  writers: ["admin"],
  seed: ({ rows, daysAgo }) =>
    rows("Organization").flatMap(({ id, name }, index) => [
      {
        name: `${String(name)}: workstations`,
        type: "monitoring",
        enabled: true,
        organizationId: id,
        settings: { realtime: true, isolateOnCritical: false },
        createdOn: daysAgo(400 - index),
      },
      {
        name: `${String(name)}: servers`,
        type: "monitoring",
        enabled: index !== 3,
        organizationId: id,
        settings: { realtime: true, isolateOnCritical: true },
        createdOn: daysAgo(300 - index),
      },
    ]),
};
