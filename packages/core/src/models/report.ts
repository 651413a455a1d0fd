import * as z from "zod/mini";
import { anything, id, number, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A report. Lists are large with `body`, so ask for it by id. */
export const Report = z.looseObject({
  id,
  name: text,
  type: text,
  hostCount: number,
  body: anything,
  organizationId: reference,
  createdOn: time,
});
export type Report = z.infer<typeof Report>;

export const reports = defineModel("Reports", Report);
