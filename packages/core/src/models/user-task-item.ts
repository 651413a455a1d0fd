import * as z from "zod/mini";
import { id, openEnum, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A part of a task, such as one host's. */
export const UserTaskItem = z.looseObject({
  id,
  name: text,
  type: openEnum<"host-access" | "enumeration">(),
  userTaskId: reference,
  jobId: reference,
  agentId: reference,
  status: text,
  createdOn: time,
  endedOn: time,
});
export type UserTaskItem = z.infer<typeof UserTaskItem>;

export const userTaskItems = defineModel("userTaskItems", UserTaskItem);
