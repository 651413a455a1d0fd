import type { Fields, Model, RowOf } from "../model.js";
import { id } from "../shared.js";

const fields = {
  id,
  name: { type: "string", required: true, description: "Name of the rule." },
} as const satisfies Fields;

export interface SuppressionRule extends RowOf<typeof fields> {}

export const suppressionRules: Model<SuppressionRule, typeof fields> = {
  name: "SuppressionRule",
  route: "SuppressionRules",
  nouns: ["suppression rule", "suppression rules"],
  description: "A rule that suppresses alerts. Public sources show only these fields.",
  known: "live",
  fieldsKnown: "read",
  fields,
};
