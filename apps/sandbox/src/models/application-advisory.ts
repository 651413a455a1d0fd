import type { ModelDefinition } from "../data/definition.js";
import { applications } from "../seeding/names.js";

/** Which application is touched by which CVE. */
export const applicationAdvisory: ModelDefinition = {
  name: "ApplicationAdvisory",
  plural: "ApplicationAdvisories",
  properties: {
    applicationName: { type: "string" },
    applicationVersion: { type: "string" },
    cveId: { type: "string" },
    description: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: { cve: { type: "belongsTo", model: "Cve", foreignKey: "cveId" } },
  seed: ({ rows, daysAgo }) =>
    rows("Cve").map(({ id, description }, index) => {
      const application = applications[index % applications.length];
      return { applicationName: application?.name, applicationVersion: application?.version, cveId: id, description, createdOn: daysAgo(120 - index) };
    }),
};
