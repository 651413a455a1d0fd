import type { Fields, Model, RowOf } from "../model.js";
import { id, targetId } from "../shared.js";

const fields = {
  id,
  name: { type: "string", description: "Name of the scan." },
  targetId,
  targetList: { type: "string", accepts: "any", description: "Scanned targets." },
  startedOn: { type: "date", description: "Start (ISO 8601, UTC)." },
  completedOn: { type: "date", past: "hunt", description: "End (ISO 8601, UTC). Null while the scan runs." },
  hostCount: { type: "number", description: "Number of hosts." },
  data: {
    type: "object",
    description: "Results as numbers.",
    fields: {
      counts: {
        type: "object",
        description: "Number of findings by kind.",
        fields: {
          total: { type: "object", description: "Number of all findings by kind, for example `process`." },
          compromised: { type: "object", description: "Number of findings on compromised hosts by kind." },
        },
      },
    },
  },
} as const satisfies Fields;

export interface Scan extends RowOf<typeof fields> {}

export const scans: Model<Scan, typeof fields> = {
  name: "Scan",
  route: "scans",
  description: "A scan of a target group.",
  known: "vendor",
  fields,
};
