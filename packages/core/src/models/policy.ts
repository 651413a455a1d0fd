import * as z from "zod/mini";
import { anything, boolean, id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** What the agents of an organization watch, and how they act. */
export const Policy = z.looseObject({
  id,
  name: text,
  type: text,
  enabled: boolean,
  organizationId: reference,
  settings: anything,
  createdOn: time,
});
export type Policy = z.infer<typeof Policy>;

export const policies = defineModel("Policies", Policy);
