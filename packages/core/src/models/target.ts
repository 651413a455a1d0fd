import * as z from "zod/mini";
import { id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A target group: machines that are scanned together. */
export const Target = z.looseObject({
  id,
  name: text,
  controllerGroupId: reference,
  organizationId: reference,
  locationId: reference,
  lastScannedOn: time,
  createdOn: time,
});
export type Target = z.infer<typeof Target>;

export const targets = defineModel("targets", Target);
