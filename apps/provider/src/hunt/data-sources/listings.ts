import * as catalog from "@huntkit/catalog";
import { models } from "@huntkit/core";
import { computedAttributes } from "../model/catalog-attributes.js";
import { pluralDataSource } from "../model/data-sources.js";
import { ModelMapping } from "../model/mapping.js";

/** The data source `hunt_alerts`: alerts of about the last 30 days. */
export const alerts = pluralDataSource(
  new ModelMapping({
    name: "hunt_alert",
    model: models.alerts,
    attributes: computedAttributes(catalog.alerts),
  }),
);

/** The data source `hunt_agents`. */
export const agents = pluralDataSource(
  new ModelMapping({
    name: "hunt_agent",
    model: models.agents,
    attributes: computedAttributes(catalog.agents),
  }),
);
