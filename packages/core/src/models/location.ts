import * as z from "zod/mini";
import { id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A site of an organization. */
export const Location = z.looseObject({
  id,
  name: text,
  organizationId: reference,
  createdOn: time,
});
export type Location = z.infer<typeof Location>;

export const locations = defineModel("Locations", Location);
