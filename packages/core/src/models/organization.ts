import * as z from "zod/mini";
import { id, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A customer of an instance. */
export const Organization = z.looseObject({
  id,
  name: text,
  description: text,
  createdOn: time,
});
export type Organization = z.infer<typeof Organization>;

export const organizations = defineModel("Organizations", Organization);
