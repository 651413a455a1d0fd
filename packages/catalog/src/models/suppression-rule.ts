import type { Fields, Model, RowOf } from "../model.js";
import { createdOn, id, organizationId } from "../shared.js";

const fields = {
  id: { ...id, known: "live" },
  name: { type: "string", required: true, writable: true, description: "Name of the rule." },
  description: { type: "string", writable: true, description: "Why the rule exists." },
  path: {
    type: "string",
    writable: true,
    description: "Path of the file whose findings raise no alerts, for example `C:\\Tools\\backup.exe`.",
  },
  enabled: { type: "boolean", writable: true, default: true, description: "Whether the rule applies." },
  organizationId: {
    ...organizationId,
    relation: "organization",
    writable: true,
    description: "ID of the organization that the rule applies to. All if null.",
  },
  createdOn,
} as const satisfies Fields;

export interface SuppressionRule extends RowOf<typeof fields> {}

export const suppressionRules: Model<SuppressionRule, typeof fields> = {
  name: "SuppressionRule",
  route: "SuppressionRules",
  description: "A rule about what does not raise alerts.",
  known: "assumed",
  fields,
};
