import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";

/** The resource `hunt_location`. */
export const location = modelResource({
  name: "hunt_location",
  description: "A site of an organization. The token must be an admin's.",
  model: models.locations,
  lookup: "name",
  attributes: settableAttributes(catalog.locations),
});
