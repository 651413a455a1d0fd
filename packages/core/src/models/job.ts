import * as z from "zod/mini";
import { anything, id, openEnum, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** Work that HUNT gave to a controller or agent. */
export const Job = z.looseObject({
  id,
  type: text,
  state: openEnum<"active">(),
  data: anything,
  agentId: reference,
  userTaskId: reference,
  createdOn: time,
  completedOn: time,
});
export type Job = z.infer<typeof Job>;

export const jobs = defineModel("jobs", Job);
