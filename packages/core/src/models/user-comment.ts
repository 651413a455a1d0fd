import * as z from "zod/mini";
import { id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";
import { SignedCollection } from "./signed-collection.js";

/** A note of a user on an alert or a file. */
export const UserComment = z.looseObject({
  id,
  relatedId: reference,
  value: text,
  userId: reference,
  createdOn: time,
});
export type UserComment = z.infer<typeof UserComment>;

export const userComments = defineModel("userComments", UserComment, SignedCollection<UserComment>);
