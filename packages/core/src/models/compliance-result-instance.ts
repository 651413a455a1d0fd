import * as z from "zod/mini";
import { id } from "./fields.js";
import { defineModel } from "./model.js";

/** A check of a machine against a checklist. Public sources tell its id alone. */
export const ComplianceResultInstance = z.looseObject({
  id,
});
export type ComplianceResultInstance = z.infer<typeof ComplianceResultInstance>;

export const complianceResultInstances = defineModel("complianceresultinstances", ComplianceResultInstance);
