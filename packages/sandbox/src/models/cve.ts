import type { ModelDefinition } from "../data/definition.js";
import { listVulnerabilities, type Metric } from "../seeding/vulnerabilities.js";

/** Published weaknesses. The id is the CVE number. */
export const cve: ModelDefinition = {
  name: "Cve",
  plural: "Cves",
  properties: {
    cveId: { type: "string", required: true },
    description: { type: "string" },
    impact: { type: "object" },
    cwes: { type: "array" },
    reference: { type: "array" },
  },
  seed: ({ seed }) =>
    listVulnerabilities(seed).map(({ cveId, description, cwe, v2, v3 }) => ({
      id: cveId,
      cveId,
      description,
      impact: { baseMetricV2: shown(v2), ...(v3 && { baseMetricV3: shown(v3) }) },
      cwes: [cwe],
      reference: [{ url: `https://advisories.example.com/${cveId}` }],
    })),
};

function shown({ severity, impactScore, exploitabilityScore }: Metric): object {
  return { severity, impactScore, exploitabilityScore };
}
