import type { ModelDefinition } from "../data/definition.js";
import { alertProperties, alertRelations, seedAlerts } from "../seeding/alerts.js";

/** Alerts that are too old for the list of the last weeks. */
export const alertArchive: ModelDefinition = {
  name: "AlertArchive",
  plural: "Alertsarchive",
  properties: alertProperties,
  relations: alertRelations,
  seed: (context) => seedAlerts(context, 50, 90, 180),
};
