import * as z from "zod/mini";
import { id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";
import { SignedCollection } from "./signed-collection.js";

/** A line of the audit log. */
export const UserActivity = z.looseObject({
  id,
  action: text,
  model: text,
  userId: reference,
  message: text,
  createdOn: time,
});
export type UserActivity = z.infer<typeof UserActivity>;

export const userActivities = defineModel("useractivities", UserActivity, SignedCollection<UserActivity>);
