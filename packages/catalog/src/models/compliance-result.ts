import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const instanceFields = {
  id,
} as const satisfies Fields;

export interface ComplianceResultInstance extends RowOf<typeof instanceFields> {}

export const complianceResultInstances: Model<ComplianceResultInstance, typeof instanceFields> = {
  name: "ComplianceResultInstance",
  route: "complianceresultinstances",
  description: "A check of a host against a checklist. Public sources show only its ID.",
  known: "vendor",
  fields: instanceFields,
};

const itemFields = {
  id,
  complianceResultId: {
    type: "string",
    format: "uuid",
    reference: "ComplianceResultInstance",
    description: "ID of the check that the item belongs to.",
  },
  checklistId: { type: "string", format: "uuid", description: "ID of the point in the checklist." },
  passed: { type: "boolean", description: "Whether the host passed." },
  result: { type: "string", accepts: "any", description: "The outcome, for example `pass` or `fail`." },
  score: { type: "number", description: "Points of the host." },
  maxscore: { type: "number", description: "Maximum number of points." },
  remarks: { type: "string", accepts: "any", description: "Remarks about the check." },
} as const satisfies Fields;

export interface ComplianceResultItem extends RowOf<typeof itemFields> {}

export const complianceResultItems: Model<ComplianceResultItem, typeof itemFields> = {
  name: "ComplianceResultItem",
  route: "complianceresultitems",
  description: "One point of a compliance check.",
  known: "vendor",
  fields: itemFields,
};
