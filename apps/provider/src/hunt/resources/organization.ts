import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";

/** The resource `hunt_organization`. */
export const organization = modelResource({
  name: "hunt_organization",
  description: "A customer of the instance. The token must be an admin's.",
  model: models.organizations,
  lookup: "name",
  attributes: settableAttributes(catalog.organizations),
});
