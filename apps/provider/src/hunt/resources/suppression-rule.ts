import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";

/** The resource `hunt_suppression_rule`. */
export const suppressionRule = modelResource({
  name: "hunt_suppression_rule",
  description: "What is not to raise alerts.",
  model: models.suppressionRules,
  lookup: "name",
  attributes: settableAttributes(catalog.suppressionRules),
});
