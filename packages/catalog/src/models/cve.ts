import type { Field, Fields, Model, RowOf } from "../model.js";

const metric = {
  type: "object",
  description: "The CVSS metric.",
  fields: {
    severity: { type: "string", description: "Severity as text, for example `HIGH`." },
    impactScore: { type: "number", description: "CVSS impact score, 0 to 10." },
    exploitabilityScore: { type: "number", description: "CVSS exploitability score, 0 to 10." },
  },
} as const satisfies Field;

const fields = {
  id: { type: "string", format: "cve", description: "CVE number, for example `CVE-2024-3094`." },
  cveId: {
    type: "string",
    format: "cve",
    required: true,
    known: "assumed",
    description: "CVE number, the same as the ID.",
  },
  description: { type: "string", known: "assumed", description: "Summary of the vulnerability." },
  impact: {
    type: "object",
    description: "Severity according to CVSS 3 or CVSS 2.",
    fields: {
      baseMetricV3: { ...metric, description: "The CVSS 3 metric. Older vulnerabilities have none." },
      baseMetricV2: { ...metric, description: "The CVSS 2 metric." },
    },
  },
  cwes: { type: "array", description: "CWE categories of the vulnerability." },
  reference: { type: "array", description: "References: a list of objects with a `url`." },
} as const satisfies Fields;

export interface Cve extends RowOf<typeof fields> {}

export const cves: Model<Cve, typeof fields> = {
  name: "Cve",
  route: "Cves",
  description: "A published vulnerability.",
  known: "vendor",
  fields,
};
