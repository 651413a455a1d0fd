import * as z from "zod/mini";
import { id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** What a part of a task said on its way. */
export const UserTaskItemProgress = z.looseObject({
  id,
  taskItemId: reference,
  text,
  createdOn: time,
});
export type UserTaskItemProgress = z.infer<typeof UserTaskItemProgress>;

export const userTaskItemProgresses = defineModel("userTaskItemProgresses", UserTaskItemProgress);
