import * as z from "zod/mini";
import { id, reference, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A target group that was archived. To delete it here is for good. */
export const TargetArchive = z.looseObject({
  id,
  name: text,
  controllerGroupId: reference,
  organizationId: reference,
  createdOn: time,
  archivedOn: time,
});
export type TargetArchive = z.infer<typeof TargetArchive>;

export const targetsArchive = defineModel("TargetsArchive", TargetArchive);
