import type { ModelDefinition } from "../data/definition.js";
import { listApplications, listVulnerabilities } from "../seeding/vulnerabilities.js";

/** Which application is touched by which CVE. `applicationId` is the one in ScanApplicationInstances. */
export const applicationAdvisory: ModelDefinition = {
  name: "ApplicationAdvisory",
  plural: "ApplicationAdvisories",
  properties: {
    applicationId: { type: "string" },
    applicationName: { type: "string" },
    cveId: { type: "string" },
    description: { type: "string" },
    baseScoreV2: { type: "number" },
    baseScoreV3: { type: "number" },
    published: { type: "date" },
    modified: { type: "date" },
  },
  relations: { cve: { type: "belongsTo", model: "Cve", foreignKey: "cveId" } },
  seed: ({ seed, random, daysAgo }) => {
    const applications = listApplications(seed);
    return listVulnerabilities(seed).map(({ cveId, description, v2, v3 }, index) => {
      const application = applications[index % applications.length];
      const age = random.integer(20, 500);
      return {
        applicationId: application?.applicationId,
        applicationName: application?.name,
        cveId,
        description,
        baseScoreV2: v2.baseScore,
        baseScoreV3: v3?.baseScore ?? null,
        published: daysAgo(age),
        modified: daysAgo(random.integer(5, age)),
      };
    });
  },
};
