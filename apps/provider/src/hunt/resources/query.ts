import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { settableAttributes } from "../model/catalog-attributes.js";
import { modelResource } from "../model/resource.js";

/** The resource `hunt_query`. */
export const query = modelResource({
  name: "hunt_query",
  plural: "hunt_queries",
  description: "A discovery query: where a target group looks for hosts, and with which accounts.",
  model: models.queries,
  lookup: "name",
  attributes: settableAttributes(catalog.queries),
});
