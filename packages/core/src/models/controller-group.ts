import * as z from "zod/mini";
import { id, text, time } from "./fields.js";
import { defineModel } from "./model.js";

/** A group of controllers, the machines that scan; a target group belongs to one. */
export const ControllerGroup = z.looseObject({
  id,
  name: text,
  createdOn: time,
});
export type ControllerGroup = z.infer<typeof ControllerGroup>;

export const controllerGroups = defineModel("controllergroups", ControllerGroup);
