import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = {
  id,
  applicationId: {
    type: "string",
    format: "uuid",
    description: "ID of the application, as in `ScanApplicationInstances`.",
  },
  applicationName: { type: "string", description: "Name of the application." },
  cveId: {
    type: "string",
    format: "cve",
    reference: "Cve",
    description: "CVE number, for example `CVE-2024-3094`, which is also the ID of its `Cves` record.",
  },
  description: { type: "string", description: "Summary of the vulnerability." },
  baseScoreV2: { type: "number", description: "CVSS 2 base score, 0 to 10." },
  baseScoreV3: {
    type: "number",
    description: "CVSS 3 base score, 0 to 10. Older vulnerabilities have none.",
  },
  published: { type: "date", description: "Time of publication (ISO 8601, UTC)." },
  modified: { type: "date", description: "Time of the last change (ISO 8601, UTC)." },
} as const satisfies Fields;

export interface ApplicationAdvisory extends RowOf<typeof fields> {}

export const applicationAdvisories: Model<ApplicationAdvisory, typeof fields> = {
  name: "ApplicationAdvisory",
  route: "ApplicationAdvisories",
  description: "A vulnerability of an application.",
  known: "vendor",
  fields,
};
