import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";

/** The resource `hunt_controller_group`. */
export const controllerGroup = modelResource({
  name: "hunt_controller_group",
  description: "A group of controllers, the machines that scan. Target groups belong to one.",
  model: models.controllerGroups,
  lookup: "name",
  attributes: settableAttributes(catalog.controllerGroups),
});
