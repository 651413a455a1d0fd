import * as z from "zod/mini";
import { anything, boolean, id, number, reference } from "./fields.js";
import { defineModel } from "./model.js";

/** One point of a compliance check. */
export const ComplianceResultItem = z.looseObject({
  id,
  complianceResultId: reference,
  checklistId: reference,
  passed: boolean,
  result: anything,
  score: number,
  maxscore: number,
  remarks: anything,
});
export type ComplianceResultItem = z.infer<typeof ComplianceResultItem>;

export const complianceResultItems = defineModel("complianceresultitems", ComplianceResultItem);
