import type { ModelDefinition } from "../data/definition.js";
import { times } from "../seeding/names.js";

/** Reports. */
export const report: ModelDefinition = {
  name: "Report",
  plural: "Reports",
  properties: {
    name: { type: "string", required: true },
    type: { type: "string" },
    hostCount: { type: "number" },
    body: { type: "string" },
    organizationId: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  seed: ({ random, rows, daysAgo }) =>
    times(10, (index) => {
      const { id, name } = random.pick(rows("Organization"));
      return {
        name: `Threats of the month: ${String(name)}`,
        type: "threat",
        hostCount: random.integer(40, 600),
        body: `<h1>${String(name).replace("&", "&amp;")}</h1>`,
        organizationId: id,
        createdOn: daysAgo(300 - index * 30),
      };
    }),
};
