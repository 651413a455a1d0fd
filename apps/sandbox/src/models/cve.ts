import type { ModelDefinition } from "../data/definition.js";
import { times } from "../seeding/names.js";

/** Published weaknesses. The numbers are invented, from a range that is not in use. */
export const cve: ModelDefinition = {
  name: "Cve",
  plural: "Cves",
  properties: {
    cveId: { type: "string", required: true },
    description: { type: "string" },
    cvss2Score: { type: "number" },
    cvss3Score: { type: "number" },
    publishedOn: { type: "date" },
  },
  seed: ({ random, daysAgo }) =>
    times(16, (index) => ({
      cveId: `CVE-2099-${String(10_000 + index)}`,
      description: random.pick(["Memory corruption in a parser", "Missing check of a signature", "Path traversal in an archive", "Use after free in a decoder"]),
      cvss2Score: random.integer(20, 100) / 10,
      cvss3Score: index % 4 === 0 ? null : random.integer(30, 98) / 10,
      publishedOn: daysAgo(random.integer(20, 500)),
    })),
};
