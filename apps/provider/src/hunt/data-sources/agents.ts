import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { computedAttributes } from "../model/catalog-attributes.js";
import { pluralDataSource } from "../model/data-sources.js";
import { ModelMapping } from "../model/mapping.js";

/** `hunt_agents`. */
export const agents = pluralDataSource(
  new ModelMapping({
    name: "hunt_agent",
    model: models.agents,
    attributes: computedAttributes(catalog.agents),
  }),
);
