import * as z from "zod/mini";
import { boolean, id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** What is not to raise alerts. */
export const SuppressionRule = z.looseObject({
  id,
  name: text,
  description: text,
  path: text,
  enabled: boolean,
  organizationId: reference,
  createdOn: time,
});
export type SuppressionRule = z.infer<typeof SuppressionRule>;

export const suppressionRules = defineModel("SuppressionRules", SuppressionRule);
