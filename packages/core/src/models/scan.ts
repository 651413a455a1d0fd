import * as z from "zod/mini";
import { id, number, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A scan of a target group. */
export const Scan = z.looseObject({
  id,
  name: text,
  targetId: reference,
  organizationId: reference,
  hostCount: number,
  failedHostCount: number,
  startedOn: time,
  completedOn: time,
  createdOn: time,
});
export type Scan = z.infer<typeof Scan>;

export const scans = defineModel("scans", Scan);
