import * as z from "zod/mini";
import { id, openEnum, reference, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A view of findings over some days, of a target group or, without one, of the instance. */
export const Box = z.looseObject({
  id,
  name: openEnum<"Last 7 days" | "Last 30 days" | "Last 90 days">(),
  targetId: reference,
  lastScannedOn: time,
  createdOn: time,
});
export type Box = z.infer<typeof Box>;

export const boxes = defineModel("Boxes", Box);
