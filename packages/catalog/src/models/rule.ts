import type { Fields, Model, RowOf } from "../model.js";
import { createdBy, id, severities, updatedBy } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, writable: true, description: "Name of the rule." },
  short: { type: "string", writable: true, description: "Short description of what the rule finds." },
  description: {
    type: "string",
    writable: true,
    description: "Description of what the rule finds, and why it matters.",
  },
  body: {
    type: "string",
    required: true,
    writable: true,
    description: "The condition, in Infocyte's query language. Rule files call it `rule`.",
  },
  guid: {
    type: "string",
    format: "uuid",
    writable: true,
    description: "GUID, the same in all versions of the rule.",
  },
  active: { type: "boolean", writable: true, default: true, description: "Whether the rule raises alerts." },
  severity: {
    type: "string",
    writable: true,
    default: "medium",
    values: severities,
    hasAllValues: true,
    hasVaryingCase: true,
    storedValues: ["Low", "Medium", "High", "Critical"],
    description: "Severity of the alerts. HUNT returns it with a capital letter.",
  },
  created: { type: "date", default: "now", description: "Creation time (ISO 8601, UTC)." },
  updated: { type: "date", past: "hunt", description: "Time of the last change (ISO 8601, UTC)." },
  createdBy,
  updatedBy,
} as const satisfies Fields;

export interface Rule extends RowOf<typeof fields> {}

export const rules: Model<Rule, typeof fields> = {
  name: "Rule",
  route: "rules",
  nouns: ["rule", "rules"],
  description: "A detection rule.",
  known: "vendor",
  fields,
};
