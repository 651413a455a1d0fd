import * as z from "zod/mini";
import { boolean, id, openEnum, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A scan that starts by the clock. */
export const ScheduledJob = z.looseObject({
  id,
  name: openEnum<"scan-scheduled">(),
  /** The target group. */
  relatedId: reference,
  /** A cron expression. */
  schedule: text,
  data: z.nullish(z.looseObject({ targetId: reference })),
  enabled: boolean,
  createdOn: time,
});
export type ScheduledJob = z.infer<typeof ScheduledJob>;

export const scheduledJobs = defineModel("scheduledJobs", ScheduledJob);
