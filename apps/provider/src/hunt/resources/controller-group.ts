import { models } from "@huntkit/core";
import { string } from "@huntkit/terraform-plugin";
import { requireNotBlank } from "../model/validators.js";
import { modelResource } from "../model/resource.js";

/** `hunt_controller_group`. */
export const controllerGroup = modelResource({
  name: "hunt_controller_group",
  description: "A group of controllers, the machines that scan. Target groups belong to one.",
  model: models.controllerGroups,
  lookup: "name",
  attributes: {
    name: string({ required: true, description: "Its name.", validate: [requireNotBlank] }),
  },
});
